import { lineRangeText, rangeTo, readLineRange } from './line-range';

describe('LineRange', () => {
  it.each([
    ['12', { first: 12, last: 12 }],
    ['10-20', { first: 10, last: 20 }],
    ['20-10', { first: 10, last: 20 }],
  ])('reads %s', (text, range) => {
    expect(readLineRange(text)).toEqual(range);
  });

  it.each([undefined, null, '', '0', '0-5', '-3', '1.5', '1-2-3', 'abc', '9'.repeat(40)])(
    'reads nothing in %s',
    (text) => {
      expect(readLineRange(text)).toBeNull();
    },
  );

  it.each(['7', '7-9'])('writes %s as it was read', (text) => {
    const range = readLineRange(text);
    expect(range && lineRangeText(range)).toBe(text);
  });

  it('reaches from the chosen line to another, before or behind it', () => {
    expect(rangeTo({ first: 10, last: 10 }, 20)).toEqual({ first: 10, last: 20 });
    expect(rangeTo({ first: 10, last: 20 }, 4)).toEqual({ first: 4, last: 10 });
    expect(rangeTo(null, 4)).toEqual({ first: 4, last: 4 });
  });
});
