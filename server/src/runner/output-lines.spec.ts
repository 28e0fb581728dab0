import { parseProgress, parseResult, RESULT_LIMIT_BYTES } from './output-lines.js';

describe('parseProgress', () => {
  it.each([
    ['::progress 40 loading', { percent: 40, message: 'loading' }],
    ['::progress 0', { percent: 0, message: null }],
    ['::progress 100 完成', { percent: 100, message: '完成' }],
    ['::progress 99.9%  two  words ', { percent: 99, message: 'two  words' }],
    ['::progress 7 windows\r', { percent: 7, message: 'windows' }],
    ['::progress 5 \u001b[31mred\u0000', { percent: 5, message: '[31mred' }],
  ])('understands %j', (line, progress) => {
    expect(parseProgress(line)).toEqual(progress);
  });

  it.each([
    '',
    '::progress',
    '::progress ',
    '::progress 101 too much',
    '::progress -1',
    '::progress 1e1',
    '::progress 40loading',
    '::progress forty',
    ':: progress 40',
    ' ::progress 40',
    'x ::progress 40',
    '::PROGRESS 40',
    '::progress 9999999999999999999999',
  ])('takes %j for ordinary output', (line) => {
    expect(parseProgress(line)).toBeNull();
  });

  it('cuts a long message between characters', () => {
    expect(parseProgress(`::progress 1 ${'😀'.repeat(500)}`)?.message).toBe('😀'.repeat(200));
  });
});

describe('parseResult', () => {
  const result = (text: string) => parseResult(Buffer.from(text), '::result');

  it.each([
    '{\n "rows": [1, 2],\r\n "名": "值" }',
    'null',
    '"text"',
    '{"__proto__": {"a": 1}}',
    '{"id": 1234567890123456789, "rate": 1.0, "small": 1e-400, "2": 0, "1": 0}',
  ])('keeps %j as it was written, without the white space around it', (text) => {
    expect(result(text)).toEqual({ json: text });
    expect(result(` ${text}\n`)).toEqual({ json: text });
  });

  it.each(['', '{', '{"a": NaN}', "{'a': 1}", '1 2', '\u0000', '{"a": 1}}'])(
    'says that %j is not JSON',
    (text) => {
      expect(result(text)).toEqual({
        refusal: {
          code: 'result_not_json',
          values: { source: '::result', why: expect.any(String) },
        },
      });
    },
  );

  it('refuses what is too large or too deep, without exhausting the stack', () => {
    const deep = RESULT_LIMIT_BYTES / 2;
    expect(result('['.repeat(deep) + ']'.repeat(deep))).toEqual({
      refusal: { code: 'result_too_deep', values: { source: '::result', levels: '100' } },
    });
    expect(result(`"${'x'.repeat(RESULT_LIMIT_BYTES - 2)}"`)).toHaveProperty('json');
    expect(result(`"${'x'.repeat(RESULT_LIMIT_BYTES)}"`)).toEqual({
      refusal: { code: 'result_too_large', values: { source: '::result', kibibytes: '256' } },
    });
  });
});
