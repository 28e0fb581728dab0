import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogChunk } from '../../runner/run.types.js';
import { mergedLog, mergedParts, type LogOffsets } from './merged-log.js';

const START = { stdout: 0, stderr: 0 };

describe('mergedLog', () => {
  let control: string;

  beforeEach(async () => {
    control = await mkdtemp(join(tmpdir(), 'merged-log-'));
  });

  afterEach(() => rm(control, { recursive: true }));

  const write = (name: string, content: string | Buffer) => writeFile(join(control, name), content);

  async function read(from: LogOffsets, upTo: LogOffsets): Promise<LogChunk[]> {
    const chunks: LogChunk[] = [];
    for await (const chunk of mergedLog(control, from, upTo)) chunks.push(chunk);
    return chunks;
  }

  const texts = (chunks: LogChunk[]) => chunks.map(({ text }) => text);

  it('takes both streams in the order of the timeline', async () => {
    await write('stdout.log', 'one\nthree\n');
    await write('stderr.log', 'two\n');
    await write('timeline', '1000 o 4\n1001 e 4\n1002 o 10\n');
    expect(await read(START, { stdout: 10, stderr: 4 })).toEqual([
      { stream: 'stdout', offset: 0, end: 4, text: 'one\n', atMs: 1000 },
      { stream: 'stderr', offset: 0, end: 4, text: 'two\n', atMs: 1001 },
      { stream: 'stdout', offset: 4, end: 10, text: 'three\n', atMs: 1002 },
    ]);
  });

  it('starts and stops in the middle', async () => {
    await write('stdout.log', '0123456789');
    await write('stderr.log', 'abcdefghij');
    await write('timeline', '1 o 3\n2 e 3\n3 o 6\n4 e 6\n5 o 10\n6 e 10\n');
    const chunks = await read({ stdout: 4, stderr: 1 }, { stdout: 8, stderr: 5 });
    expect(texts(chunks)).toEqual(['bc', '45', 'de', '67']);
  });

  it('ends with what the timeline does not cover, stdout first', async () => {
    await write('stdout.log', 'seen out');
    await write('stderr.log', 'seen err');
    // the last line is still being written
    await write('timeline', '1000 e 5\n1001 o 5\n1002 o 8');
    const chunks = await read(START, { stdout: 8, stderr: 8 });
    expect(texts(chunks)).toEqual(['seen ', 'seen ', 'out', 'err']);
    expect(chunks[3]?.atMs).toBeGreaterThan(1_700_000_000_000);
  });

  it('reads a run that has not started as empty', async () => {
    expect(await read(START, { stdout: 10, stderr: 10 })).toEqual([]);
  });

  it('stops at the end of a log that its script has cut', async () => {
    await write('stdout.log', 'short');
    await write('timeline', '1 o 100\n2 o 3\n3 o 5\n');
    expect(texts(await read(START, { stdout: 100, stderr: 0 }))).toEqual(['short']);
  });

  it('carries a character that the timeline cuts to the next chunk of its stream', async () => {
    const smile = Buffer.from('a😀b');
    await write('stdout.log', smile);
    await write('stderr.log', 'x');
    await write('timeline', '1 o 3\n2 e 1\n3 o 6\n');
    const chunks = await read(START, { stdout: 6, stderr: 1 });
    expect(texts(chunks)).toEqual(['a', 'x', '😀b']);
    expect(chunks[2]).toMatchObject({ offset: 1, end: 6 });
  });

  it('shows what is not UTF-8 as U+FFFD, and half a character at the very end too', async () => {
    const binary = Buffer.from([0x61, 0xff, 0x80, 0xf0, 0x9f, 0x41, 0xe4, 0xb8]);
    await write('stdout.log', binary);
    await write('timeline', '1 o 2\n2 o 4\n3 o 5\n4 o 7\n');
    const chunks = await read(START, { stdout: 8, stderr: 0 });
    expect(texts(chunks).join('')).toBe(binary.toString('utf8'));
    expect(chunks.at(-1)?.end).toBe(8);
  });

  it('cuts long entries into chunks of at most 64 KiB, at characters', async () => {
    const log = Buffer.from('€'.repeat(100_000));
    await write('stdout.log', log);
    await write('timeline', `7 o ${log.length}\n`);
    const chunks = await read(START, { stdout: log.length, stderr: 0 });
    expect(chunks.map(({ end, offset }) => end - offset)).toEqual([
      65_535, 65_535, 65_535, 65_535, 37_860,
    ]);
    expect(texts(chunks).join('')).toBe(log.toString());
    expect(chunks.every(({ atMs }) => atMs === 7)).toBe(true);
  });

  it('keeps all bytes of many small entries', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `line ${index}\n`);
    let end = 0;
    await write('stdout.log', lines.join(''));
    await write(
      'timeline',
      lines.map((line, index) => `${index} o ${(end += line.length)}\n`).join(''),
    );
    const chunks = await read(START, { stdout: end, stderr: 0 });
    expect(texts(chunks)).toEqual(lines);
    expect(chunks[29_999]?.atMs).toBe(29_999);
  });

  it('hands out raw bytes unchanged', async () => {
    const binary = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31) % 256));
    await write('stdout.log', binary);
    await write('timeline', '1 o 70000\n2 o 70001\n3 o 200000\n');
    const parts: Buffer[] = [];
    for await (const { bytes } of mergedParts(control, START, { stdout: 200_000, stderr: 0 })) {
      parts.push(bytes);
    }
    expect(Buffer.concat(parts).equals(binary)).toBe(true);
  });

  it.each([
    ['evenly', (index: number) => index % 2 === 0],
    ['hardly ever on stderr', (index: number) => index !== 70_001],
    ['first on stderr, then on stdout', (index: number) => index > 50_000],
  ])('resumes anywhere in a long timeline (%s)', async (_how, isStdout) => {
    const ends = { stdout: 0, stderr: 0 };
    const entries = Array.from({ length: 100_000 }, (_, index) => {
      const stream = isStdout(index) ? 'stdout' : 'stderr';
      const offset = ends[stream];
      return { stream, offset, end: (ends[stream] += 1 + (index % 3)), atMs: index };
    });
    await write('stdout.log', 'o'.repeat(ends.stdout));
    await write('stderr.log', 'e'.repeat(ends.stderr));
    await write(
      'timeline',
      entries
        .map(({ atMs, stream, end }) => `${atMs} ${stream === 'stdout' ? 'o' : 'e'} ${end}\n`)
        .join(''),
    );
    for (const start of [1, 700, 49_999, 70_000, 99_990]) {
      const from = { stdout: 0, stderr: 0 };
      for (const { stream, end } of entries.slice(0, start)) from[stream as 'stdout'] = end;
      const expected = entries.slice(start, start + 3);
      const chunks: object[] = [];
      for await (const { stream, offset, end, atMs } of mergedLog(control, from, ends)) {
        if (chunks.push({ stream, offset, end, atMs }) === expected.length) break;
      }
      expect(chunks).toEqual(expected);
    }
  });
});
