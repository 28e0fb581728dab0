import {
  appendFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RESULT_LIMIT_BYTES } from './output-lines.js';
import { OutputScanner } from './output-scanner.js';

describe('OutputScanner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-scanner-'));
  const file = join(folder, 'stdout.log');
  const failed = jest.fn();
  let told: string[];
  let scanner: OutputScanner;
  beforeEach(() => {
    writeFileSync(file, '');
    told = [];
    scanner = new OutputScanner({
      file,
      progressed: ({ percent, message }) => told.push(`${percent} ${message}`),
      failed,
    });
  });
  afterEach(() => {
    scanner.close();
    expect(failed).not.toHaveBeenCalled();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const print = (text: string | Buffer) => {
    appendFileSync(file, text);
    scanner.advance(statSync(file).size);
  };
  const finished = async (text: string | Buffer) => {
    print(text);
    await scanner.finish();
    return { progress: scanner.progress, result: scanner.result };
  };

  it('tells progress as its line is complete, however it was split', () => {
    for (const character of 'a\n::progress 40 lo\u00e4ding') print(character);
    expect(told).toEqual([]);
    print('\n');
    expect(told).toEqual(['40 lo\u00e4ding']);
    print('::progress 4');
    print('1\n\n');
    expect(told).toEqual(['40 lo\u00e4ding', '41 null']);
  });

  it('tells the last of many at once, passes over what only looks like it, and nothing twice', () => {
    print('::progress 1\n::progress 2\n::progress three\nx ::progress 4\n::progress 999\n');
    print('::progress 2\nnothing\n');
    expect(told).toEqual(['2 null']);
  });

  it('finds a line between megabytes of others, whether they are short, long or binary', async () => {
    const lines = Buffer.from('an ordinary line\n'.repeat(100_000));
    const noise = Buffer.alloc(3_000_000, 'x');
    const binary = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256));
    print(lines);
    print('::progress 10\n::result {"first": 1}\n');
    print(lines);
    print(noise);
    print('::progress 20 inside the long line, so it is none\n');
    print(binary);
    expect(await finished('\n::progress 30 at last\n')).toEqual({
      progress: { percent: 30, message: 'at last' },
      result: { json: '{"first": 1}' },
    });
  });

  it('takes the last result, also without a line break at the end', async () => {
    print('::result [1]\n::result [2]\n');
    expect((await finished('::result {"三": 3}')).result).toEqual({ json: '{"三": 3}' });
  });

  it('takes a result of 256 KiB that arrives in pieces, and says so when it is larger', async () => {
    const largest = `"${'x'.repeat(RESULT_LIMIT_BYTES - 2)}"`;
    print('::result ');
    for (let start = 0; start < largest.length; start += 10_000)
      print(largest.slice(start, start + 10_000));
    expect((await finished('\n')).result).toEqual({ json: largest });

    const larger = new OutputScanner({ file, progressed: jest.fn(), failed });
    appendFileSync(file, `::result "${'y'.repeat(2_000_000)}"\nmore\n`);
    larger.advance(statSync(file).size);
    await larger.finish();
    expect(larger.result).toEqual({
      refusal: { code: 'result_too_large', values: { source: '::result', kibibytes: '256' } },
    });
  });

  it('says what is wrong with a result that is not JSON', async () => {
    expect((await finished("::result {'a': 1}\n")).result).toEqual({
      refusal: expect.objectContaining({ code: 'result_not_json' }),
    });
  });

  it('goes on when the script cuts its own log', () => {
    print('::progress 1\nsome text\n');
    truncateSync(file, 0);
    scanner.advance(0);
    print('::progress 2\n');
    expect(told).toEqual(['1 null', '2 null']);
  });

  it('costs little for a flood of progress lines', async () => {
    const flood = Array.from({ length: 300_000 }, (_, n) => `::progress ${n % 100} step ${n}\n`);
    print(flood.join(''));
    await scanner.finish();
    expect(scanner.progress).toEqual({ percent: 99, message: 'step 299999' });
    expect(told.length).toBeLessThan(100);
  });

  it('gives up, without harm, on a file that is gone', async () => {
    const gone = new OutputScanner({ file: join(folder, 'gone'), progressed: jest.fn(), failed });
    gone.advance(10);
    await gone.finish();
    expect(failed).toHaveBeenCalledTimes(1);
    expect(gone.result).toBeNull();
    failed.mockClear();
  });
});
