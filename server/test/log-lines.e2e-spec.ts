import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { ended, execute, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { controlOf, type Print, writeLog } from './support/written-log.js';

describe('the lines of a log', () => {
  let server: TestApp;
  /** An execution that has ended; each test is about a log of its own. */
  let id: number;

  beforeAll(async () => {
    server = await startTestApp();
  });
  beforeEach(async () => {
    ({ id } = await run(server, 'pass'));
  });
  afterAll(() => server.close());

  const write = (...prints: Print[]) => writeLog(server, id, prints);
  const get = (query: object, execution = id) =>
    server.api.get(`/api/executions/${execution}/logs`).query(query);
  const read = async (query: object, execution = id) =>
    (await get(query, execution).expect(200)).body.data;
  const texts = async (query: object) =>
    (await read(query)).lines.map(({ text }: { text: string }) => text);

  it('are numbered, with their stream, time and place', async () => {
    await write(
      { text: 'one\ntwo\n', atMs: 1_700_000_000_001 },
      { stream: 'stderr', text: 'oh\n', atMs: 1_700_000_000_002 },
      { text: 'three\n', atMs: 1_700_000_000_003 },
    );
    expect(await read({ line: 2, lines: 2 })).toEqual({
      lines: [
        {
          ...{ number: 2, stream: 'stdout', at: '2023-11-14T22:13:20.001Z' },
          ...{ offset: 4, bytes: 3, text: 'two' },
        },
        {
          ...{ number: 3, stream: 'stderr', at: '2023-11-14T22:13:20.002Z' },
          ...{ offset: 0, bytes: 2, text: 'oh' },
        },
      ],
      total_lines: 4,
      is_complete: true,
      next_line: 4,
    });
    expect(await read({ line: 4 })).toMatchObject({ next_line: null, total_lines: 4 });
  });

  it('stand where they began when both streams print at once', async () => {
    await write(
      { text: 'left ' },
      { stream: 'stderr', text: 'warning\nhalf' },
      { text: 'right\nlast' },
      { stream: 'stderr', text: ' and half\n' },
    );
    const { lines } = await read({ lines: 10 });
    expect(
      lines.map(({ number, stream, text }: Record<string, unknown>) => [number, stream, text]),
    ).toEqual([
      [1, 'stdout', 'left right'],
      [2, 'stderr', 'warning'],
      [3, 'stderr', 'half and half'],
      [4, 'stdout', 'last'],
    ]);
  });

  it('of one stream are counted by themselves', async () => {
    await write({ text: 'a\n' }, { stream: 'stderr', text: 'b\nc\n' }, { text: 'd\n' });
    expect(await read({ stream: 'stderr', line: 2 })).toMatchObject({
      lines: [{ number: 2, stream: 'stderr', text: 'c' }],
      total_lines: 2,
    });
    expect(await read({ stream: 'stdout', line: 2 })).toMatchObject({
      lines: [{ number: 2, text: 'd' }],
      total_lines: 2,
    });
  });

  it('are counted from the end by negative numbers', async () => {
    await write({ text: 'a\nb\nc\n' });
    expect(await texts({ line: -2 })).toEqual(['b', 'c']);
    expect(await texts({ line: -9, lines: 1 })).toEqual(['a']);
  });

  it('end without their break: LF, CRLF or nothing', async () => {
    await write({ text: 'one\r\n\r\ntwo\n\nbar 1%\rbar 2%\rlast' });
    expect(await texts({ lines: 10 })).toEqual(['one', '', 'two', '', 'bar 1%\rbar 2%\rlast']);
  });

  it('are none beyond the end, in an empty log, and before a run has started', async () => {
    await write({ text: 'a\n' });
    const nothing = { lines: [], is_complete: true, next_line: null };
    expect(await read({ line: 2 })).toEqual({ ...nothing, total_lines: 1 });
    await write();
    expect(await read({ line: 1 })).toEqual({ ...nothing, total_lines: 0 });
    expect(await read({ line: -1 })).toEqual({ ...nothing, total_lines: 0 });
  });

  it('show the beginning of a very long one, cut between characters, and go on behind it', async () => {
    await write({ text: `${'€'.repeat(100_000)}\nnext\n` });
    const { lines } = await read({ lines: 2 });
    expect(lines[0]).toMatchObject({ bytes: 300_000, text: '€'.repeat(5_461) });
    expect(lines[1]).toMatchObject({ offset: 300_001, text: 'next' });
  });

  it('keep characters whole that the timeline and blocks cut', async () => {
    const text = Array.from({ length: 30_000 }, (_, line) => `Zeile ${line} größer 數據 😀\n`).join(
      '',
    );
    const bytes = Buffer.from(text);
    const cut = bytes.indexOf('😀', 700_000) + 2;
    await write({ text: bytes.subarray(0, cut) }, { text: bytes.subarray(cut) });
    expect(await texts({ line: 20_001, lines: 1000 })).toEqual(
      text.split('\n').slice(20_000, 21_000),
    );
  });

  it('show binary as U+FFFD', async () => {
    const binary = Buffer.from([0x61, 0xff, 0x00, 0x0a, 0xe4, 0xb8, 0x0a, 0x62]);
    await write({ text: binary });
    expect(await texts({ lines: 5 })).toEqual(['a\ufffd\u0000', '\ufffd', 'b']);
  });

  it('come in pages that make the whole log', async () => {
    const prints = Array.from({ length: 5_000 }, (_, number): Print => ({
      stream: number % 3 ? 'stdout' : 'stderr',
      text: `${'x'.repeat(number % 200)} ${number}\n`,
    }));
    await write(...prints);
    const all: string[] = [];
    for (let line: number | null = 1; line !== null;) {
      const page = await read({ line, lines: 700 });
      all.push(...page.lines.map(({ text }: { text: string }) => text));
      line = page.next_line;
    }
    expect(all.map((text) => `${text}\n`)).toEqual(prints.map(({ text }) => text));
  });

  it('become fewer than wanted when they are long', async () => {
    await write({ text: `${'x'.repeat(20_000)}\n`.repeat(1_000) });
    const { lines, next_line: next } = await read({ lines: 1_000 });
    expect(lines.length).toBeLessThan(300);
    expect(next).toBe(lines.length + 1);
  });

  it('belong to the log though no timeline tells of them, stdout first', async () => {
    await write({ text: 'seen\n' });
    const control = controlOf(server, id);
    await appendFile(join(control, 'stderr.log'), 'late err\n');
    await appendFile(join(control, 'stdout.log'), 'late out\n');
    expect(await texts({ lines: 5 })).toEqual(['seen', 'late out', 'late err']);
  });

  it('grow while the run goes on, and are final after it', async () => {
    const script = await newScript(server.api, {
      code: [
        'import os, time',
        'print("begun")',
        'print("half", end="", flush=True)',
        'while not os.path.exists("go"): time.sleep(0.005)',
        'print(" and half")',
      ].join('\n'),
    });
    const running = await execute(server, script.id);
    await eventually('both lines are there', async () => {
      return (await read({ lines: 5 }, running.id)).total_lines === 2;
    });
    expect(await read({ line: 2 }, running.id)).toMatchObject({
      lines: [{ text: 'half' }],
      is_complete: false,
    });
    const space = join(server.directory, 'execution_spaces', `execution_${running.id}`);
    await writeFile(join(space, 'go'), '');
    await ended(server, running.id);
    expect(await read({ line: 2 }, running.id)).toMatchObject({
      lines: [{ text: 'half and half' }],
      total_lines: 2,
      is_complete: true,
    });
  });

  it('are counted anew when a log has become another one', async () => {
    await write({ text: 'a\n'.repeat(1000) });
    expect(await read({ line: -1 })).toMatchObject({ total_lines: 1000 });
    await write({ text: 'b\nc\n' });
    expect(await texts({ lines: 5 })).toEqual(['b', 'c']);
  });

  describe('of a large log', () => {
    const LINES = 400_000;
    const text = (line: number) => `${String(line).padStart(59)}`;

    beforeEach(() =>
      write({ text: Array.from({ length: LINES }, (_, n) => `${text(n + 1)}\n`).join('') }),
    );

    it('are found anywhere, also by another server that takes the index from the disk', async () => {
      expect(await texts({ line: 333_333, lines: 2 })).toEqual([text(333_333), text(333_334)]);
      const index = join(controlOf(server, id), 'lines.index');
      const content = await readFile(index);
      const other = await startTestApp({ directory: server.directory });
      try {
        const answer = await other.api.get(`/api/executions/${id}/logs?line=-1`).expect(200);
        expect(answer.body.data).toMatchObject({ total_lines: LINES, lines: [{ number: LINES }] });
      } finally {
        await other.close();
      }
      expect(await readFile(index)).toEqual(content);
    });

    it.each([
      ['torn', (index: string) => truncate(index, 1000)],
      ['foreign', (index: string) => writeFile(index, Buffer.alloc(4096, 'x'))],
    ])('are counted again when the index on the disk is %s', async (_what, damage) => {
      await read({ line: 1 });
      const index = join(controlOf(server, id), 'lines.index');
      const content = await readFile(index);
      await damage(index);
      const other = await startTestApp({ directory: server.directory });
      try {
        const answer = await other.api.get(`/api/executions/${id}/logs?line=200000&lines=1`);
        expect(answer.body.data).toMatchObject({
          total_lines: LINES,
          lines: [{ text: text(200_000) }],
        });
      } finally {
        await other.close();
      }
      expect(await readFile(index)).toEqual(content);
    });
  });

  it.each([
    [{ line: 0 }, 'line'],
    [{ line: 'first' }, 'line'],
    [{ line: 1.5 }, 'line'],
    [{ lines: 0 }, 'lines'],
    [{ lines: 1001 }, 'lines'],
    [{ line: 1, stream: 'stdin' }, 'stream'],
    [{ line: 1, offset: 5 }, 'offset'],
    [{ line: 1, limit: 5 }, 'limit'],
    [{ lines: 1, download: true }, 'download'],
  ])('are refused for %j, naming %s', async (query, field) => {
    const { body } = await get(query).expect(400);
    expect(body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field }] });
  });

  it('do not exist for an unknown execution', async () => {
    const { body } = await get({ line: 1 }, 999_999).expect(404);
    expect(body.error).toBe('EXECUTION_NOT_FOUND');
  });
});
