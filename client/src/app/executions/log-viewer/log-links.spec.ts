import { piecesOf } from './log-links';

describe('piecesOf', () => {
  it.each([
    ['see https://a.example/x?y=1&z=2.', ['https://a.example/x?y=1&z=2']],
    [
      '(http://127.0.0.1:80/a) and "https://b.example"',
      ['http://127.0.0.1:80/a', 'https://b.example'],
    ],
    ['javascript:alert(1) data:text/html,x file:///etc/passwd https://', []],
    ['', []],
  ])('finds the addresses in %j and keeps every character', (text, links) => {
    const pieces = piecesOf(text);
    expect(pieces.filter(({ isLink }) => isLink).map((piece) => piece.text)).toEqual(links);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });
});
