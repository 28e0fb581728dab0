import { piecesOf } from './log-links';
import { ScriptPlaces } from './script-places';

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
    expect(pieces.flatMap(({ link }) => (link ? [link.address] : []))).toEqual(links);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('finds places in the script beside addresses, but not in one', () => {
    const places = new ScriptPlaces({ scriptId: 7, version: 3, executionId: 17 });
    const text =
      '/exec/work/main.js:4:2 https://a.example/exec/work/main.js:5 /exec/work/main.js:6';
    const pieces = piecesOf(text, places);
    expect(pieces.flatMap(({ link }) => (link ? [link.address] : []))).toEqual([
      'scripts/7/code?version=3&line=4',
      'https://a.example/exec/work/main.js:5',
      'scripts/7/code?version=3&line=6',
    ]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });
});
