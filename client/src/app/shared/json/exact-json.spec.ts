import { indentJson, memberOf, tableOf } from './exact-json';

describe('indentJson', () => {
  it.each([
    [{ a: [1, { b: null }], c: {}, d: [], e: '{"x": [1, 2]}, \\ "quoted"' }],
    [[]],
    ['text'],
    [false],
  ])('writes %j as JSON.stringify does', (value) => {
    expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    expect(indentJson(` ${JSON.stringify(value, null, 4)}\n`)).toBe(JSON.stringify(value, null, 2));
  });

  it('keeps numbers, texts and their order as they are written', () => {
    expect(indentJson('{"id":1234567890123456789,"rate":1.0,"2":"\\u4e8c","1":1e-400}')).toBe(
      '{\n  "id": 1234567890123456789,\n  "rate": 1.0,\n  "2": "\\u4e8c",\n  "1": 1e-400\n}',
    );
  });

  it('stands what is nested without end, and refuses what is not JSON', () => {
    const depth = 20_000;
    expect(indentJson('['.repeat(depth) + ']'.repeat(depth)).length).toBeLessThan(5_000_000);
    expect(() => indentJson('{"a": NaN}')).toThrow(SyntaxError);
  });
});

describe('memberOf', () => {
  it('is the JSON of a member as it is written, and not of one further inside', () => {
    const json = '{"code":{"data":0},"data":{"data": [1.0, 2]},"message":"data"}';
    expect(memberOf(json, 'data')).toBe('{"data":[1.0,2]}');
    expect(memberOf(json, 'message')).toBe('"data"');
    expect(memberOf(json, 'other')).toBe('');
  });
});

describe('tableOf', () => {
  it('is a row of names and a row for each object, with the numbers as they are written', () => {
    expect(
      tableOf('[{"id":1234567890123456789,"ok":true},{"id":1.0,"constructor":"a","ok":null}]'),
    ).toEqual([
      ['id', 'ok', 'constructor'],
      ['1234567890123456789', 'true', ''],
      ['1.0', '', 'a'],
    ]);
  });

  it.each(['[]', '{}', '[1]', '[[1]]', '[null]', '[{"a":{}}]', '[{"a":[]}]', '[{}]'])(
    'is none for %s',
    (json) => expect(tableOf(json)).toBeNull(),
  );

  it('is none for more columns than can be read', () => {
    const row = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`key ${index}`, 1]));
    expect(tableOf(JSON.stringify([row]))).toBeNull();
  });
});
