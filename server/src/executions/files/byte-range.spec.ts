import { byteRange } from './byte-range.js';

describe('byteRange', () => {
  it.each([
    ['bytes=2-4', 10, { start: 2, end: 4 }],
    ['BYTES= 2-4 ', 10, { start: 2, end: 4 }],
    ['bytes=7-', 10, { start: 7, end: 9 }],
    ['bytes=5-100', 10, { start: 5, end: 9 }],
    ['bytes=-2', 10, { start: 8, end: 9 }],
    ['bytes=-5', 1, { start: 0, end: 0 }],
    [`bytes=0-${'9'.repeat(400)}`, 3, { start: 0, end: 2 }],
  ])('takes %s of %i bytes for a part', (header, size, range) => {
    expect(byteRange(header, size)).toEqual(range);
  });

  it.each([
    ['bytes=5-2', 10],
    ['bytes=-', 10],
    ['bytes=a-b', 10],
    ['bytes=1', 10],
    ['bytes=--1', 10],
    ['bytes=0-1,4-5', 10],
    ['lines=1-2', 10],
    ['', 10],
    ['bytes=-5', 0],
  ])('takes %s of %i bytes for the whole', (header, size) => {
    expect(byteRange(header, size)).toBeUndefined();
  });

  it.each([
    ['bytes=10-', 10],
    ['bytes=10-12', 10],
    ['bytes=-0', 10],
    ['bytes=0-', 0],
    [`bytes=${'9'.repeat(400)}-`, 3],
  ])('finds nothing of %s in %i bytes', (header, size) => {
    expect(byteRange(header, size)).toBeNull();
  });
});
