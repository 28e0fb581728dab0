import { nameBytes, nameText } from './file-name.js';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');

describe('names of files as text', () => {
  it.each([
    'report.csv',
    '数据 😀.csv',
    '100%.txt',
    '%E4%B8%AD',
    'a\\b',
    '\\x',
    '\\x41',
    '\\xe4',
    '�',
  ])('leave %s as it is', (name) => {
    expect(nameText(Buffer.from(name))).toBe(name);
    expect(nameBytes(name)).toEqual(Buffer.from(name));
  });

  it.each([
    ['\xb2\xe2\xca\xd4.txt', '\\xB2\\xE2\\xCA\\xD4.txt'],
    ['caf\xe9 \xc3\xa9', 'caf\\xE9 é'],
    ['\xe4\xb8', '\\xE4\\xB8'],
    // neither half a surrogate pair nor a slash of two bytes is UTF-8
    ['\xed\xa0\x80', '\\xED\\xA0\\x80'],
    ['\xc0\xaf', '\\xC0\\xAF'],
    ['\\xB2', '\\x5CxB2'],
    ['\\x5C', '\\x5Cx5C'],
    ['\\\\xB2\xb2', '\\\\x5CxB2\\xB2'],
    ['\\\xb2', '\\\\xB2'],
    ['\\x\xb2', '\\x\\xB2'],
  ])('tell %j apart from all others', (name, text) => {
    expect(nameText(bytes(name))).toBe(text);
    expect(nameBytes(text)).toEqual(bytes(name));
  });

  it('come back as they were, whatever they are made of', () => {
    const alphabet = ['\\', 'x', '5', 'C', 'B', '2', '\xb2', '\xe4', '\xb8', '\xad', '5C', 'xB2'];
    const texts = new Map<string, string>();
    for (let number = 0; number < alphabet.length ** 5; number += 7) {
      let name = '';
      for (let rest = number; rest > 0; rest = Math.floor(rest / alphabet.length))
        name += alphabet[rest % alphabet.length];
      const text = nameText(bytes(name));
      expect(nameBytes(text).toString('latin1')).toBe(name);
      expect(texts.get(text) ?? name).toBe(name);
      texts.set(text, name);
    }
  });

  it('hide no way out', () => {
    for (const text of ['\\x2F', '\\x2E\\x2E', '\\x00', '\\x2f'])
      expect(nameBytes(text)).toEqual(Buffer.from(text));
  });
});
