import { utf8Boundary, utf8Start } from './utf8-boundary.js';

describe('utf8Boundary', () => {
  const bytes = Buffer.from('a€😀');

  it('leaves out a character that is not whole yet', () => {
    const boundaries = Array.from({ length: 9 }, (_, end) => utf8Boundary(bytes.subarray(0, end)));
    expect(boundaries).toEqual([0, 1, 1, 1, 4, 4, 4, 4, 8]);
  });

  it('takes bytes that can never become a character as they are', () => {
    expect(utf8Boundary(Buffer.from([0x61, 0xff]))).toBe(2);
    expect(utf8Boundary(Buffer.from([0x80, 0x80, 0x80, 0x80]))).toBe(4);
  });
});

describe('utf8Start', () => {
  it('skips the rest of a character that was begun before', () => {
    expect(utf8Start(Buffer.from('€a').subarray(1))).toBe(2);
    expect(utf8Start(Buffer.from('abc'))).toBe(0);
  });
});
