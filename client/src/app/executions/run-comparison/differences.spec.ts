import { packageDifferences, valueDifferences } from './differences';

describe('valueDifferences', () => {
  it('keeps only what changed, by name, and counts the rest', () => {
    const before = { region: 'eu', days: 7, gone: true, same: ['a'] };
    const after = { same: ['a'], days: 8, region: 'eu', fresh: { a: 1 } };
    expect(valueDifferences(before, after)).toEqual({
      changed: [
        { name: 'days', before: '7', after: '8' },
        { name: 'fresh', before: null, after: '{"a":1}' },
        { name: 'gone', before: 'true', after: null },
      ],
      unchanged: 2,
    });
  });

  it('tells an empty value from one that is not there', () => {
    expect(valueDifferences({ name: '' }, {}).changed).toEqual([
      { name: 'name', before: '', after: null },
    ]);
  });
});

describe('packageDifferences', () => {
  const pack = (name: string, version: string) => ({ name, version, hashes: [] });

  it('compares versions by name, several of one package together', () => {
    const before = [pack('left-pad', '1.3.0'), pack('ms', '2.0.0'), pack('ms', '2.1.3')];
    const after = [pack('ms', '2.1.3'), pack('ms', '2.0.0'), pack('left-pad', '1.3.1')];
    expect(packageDifferences(before, after)).toEqual({
      changed: [{ name: 'left-pad', before: '1.3.0', after: '1.3.1' }],
      unchanged: 1,
    });
  });
});
