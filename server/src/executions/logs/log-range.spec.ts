import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLogRange } from './log-range.js';

describe('readLogRange', () => {
  let directory: string;
  let log: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'log-range-'));
    log = join(directory, 'stdout.log');
  });

  afterEach(() => rm(directory, { recursive: true }));

  const read = (offset: number, limit: number, isComplete = true) =>
    readLogRange(log, { offset, limit, isComplete });

  async function readInRanges(limit: number): Promise<string> {
    let text = '';
    for (let offset = 0, size = 1; offset < size;) {
      const range = await read(offset, limit);
      expect(range.offset).toBe(offset);
      expect(range.end).toBeGreaterThan(offset);
      text += range.text;
      ({ end: offset, size } = range);
    }
    return text;
  }

  it('reads a part', async () => {
    await writeFile(log, '0123456789');
    expect(await read(2, 3)).toEqual({ offset: 2, end: 5, size: 10, text: '234' });
    expect(await read(8, 100)).toEqual({ offset: 8, end: 10, size: 10, text: '89' });
  });

  it('counts a negative offset from the end', async () => {
    await writeFile(log, '0123456789');
    expect(await read(-3, 100)).toEqual({ offset: 7, end: 10, size: 10, text: '789' });
    expect((await read(-30, 100)).text).toBe('0123456789');
  });

  it('answers an empty range beyond the end, and for a log that is not there', async () => {
    expect(await read(0, 10)).toEqual({ offset: 0, end: 0, size: 0, text: '' });
    await writeFile(log, 'abc');
    expect(await read(7, 10)).toEqual({ offset: 3, end: 3, size: 3, text: '' });
  });

  it('begins and ends between characters', async () => {
    await writeFile(log, 'ä€😀z');
    expect(await read(1, 5)).toEqual({ offset: 2, end: 5, size: 10, text: '€' });
    expect(await read(-3, 100)).toEqual({ offset: 9, end: 10, size: 10, text: 'z' });
  });

  it.each([1, 2, 3, 4, 5, 7, 100])('makes the whole log of ranges of %i bytes', async (limit) => {
    const bytes = [
      Buffer.from('aä€😀z'),
      [0xff, 0x80, 0x80, 0x80, 0x80, 0x80, 0xe4, 0x41, 0xf0, 0x9f, 0x98, 0xc3, 0x28, 0xe2, 0x82],
      Buffer.from('終'),
      [0xf0, 0x9f, 0x98],
    ];
    const whole = Buffer.concat(bytes.map((part) => Buffer.from(part)));
    await writeFile(log, whole);
    expect(await readInRanges(limit)).toBe(whole.toString('utf8'));
  });

  it('waits for the rest of a character while the run goes on', async () => {
    await writeFile(log, Buffer.from('a€').subarray(0, 3));
    expect(await read(0, 100, false)).toEqual({ offset: 0, end: 1, size: 3, text: 'a' });
    expect(await read(1, 100, false)).toEqual({ offset: 1, end: 1, size: 3, text: '' });
    expect(await read(0, 100, true)).toMatchObject({ end: 3, text: 'a\ufffd' });
  });
});
