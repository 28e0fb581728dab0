import { run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { type Print, writeLog } from './support/written-log.js';

describe('the export of a log', () => {
  let server: TestApp;
  let id: number;

  beforeAll(async () => {
    server = await startTestApp();
    ({ id } = await run(server, 'pass'));
  });
  afterAll(() => server.close());

  const write = (...prints: Print[]) => writeLog(server, id, prints);
  const get = (query: object, execution = id) =>
    server.api.get(`/api/executions/${execution}/logs/export`).query(query);
  const text = async (query: object) => (await get(query).expect(200)).text;

  it('is both streams line by line, as a file', async () => {
    await write({ text: 'left ' }, { stream: 'stderr', text: 'oh\n' }, { text: 'right\n' });
    const answer = await get({}).expect(200);
    expect(answer.text).toBe('left right\noh\n');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename=execution_${id}.log`,
      'x-content-type-options': 'nosniff',
    });
  });

  it('says when each line was printed, and to which stream', async () => {
    await write(
      { text: 'one\n\n', atMs: 1_700_000_000_001 },
      { stream: 'stderr', text: 'ärger\n', atMs: 1_700_000_000_002 },
    );
    expect(await text({ timestamps: true, tags: true })).toBe(
      '2023-11-14T22:13:20.001Z [stdout] one\n' +
        '2023-11-14T22:13:20.001Z [stdout] \n' +
        '2023-11-14T22:13:20.002Z [stderr] ärger\n',
    );
    expect(await text({ tags: true, stream: 'stderr' })).toBe('[stderr] ärger\n');
    expect(await text({ timestamps: true, stream: 'stderr' })).toBe(
      '2023-11-14T22:13:20.002Z ärger\n',
    );
  });

  it('names the stream in the name of the file', async () => {
    await write({ text: 'x\n' });
    const answer = await get({ stream: 'stderr' }).expect(200, '');
    expect(answer.get('Content-Disposition')).toBe(
      `attachment; filename=execution_${id}.stderr.log`,
    );
  });

  it('keeps every byte of a line, and ends one that another follows', async () => {
    await write({ text: 'bar 1%\rbar 2%\r\nopen' }, { stream: 'stderr', text: 'err' });
    expect(await text({})).toBe('bar 1%\rbar 2%\r\nopen\nerr');
  });

  it('is empty for an empty log', async () => {
    await write();
    expect(await text({ timestamps: true })).toBe('');
  });

  it('carries lines of any length, each once', async () => {
    const lines = [0, 1, 100, 262_143, 262_144, 300_000, 1_000_000, 7].map((length, index) =>
      String(index).repeat(length),
    );
    await write({ text: lines.map((line) => `${line}\n`).join('') });
    expect(await text({ tags: true })).toBe(lines.map((line) => `[stdout] ${line}\n`).join(''));
  });

  it('waits for its reader in flat memory, and stops when it leaves', async () => {
    await write({ text: `${'x'.repeat(99)}\n`.repeat(500_000) });
    const url = `${server.url}/api/executions/${id}/logs/export?timestamps=true`;
    const abort = new AbortController();
    const before = process.memoryUsage.rss();
    const answer = await fetch(url, { signal: abort.signal });
    const reader = answer.body?.getReader();
    await reader?.read();
    // others are served while it waits
    for (let line = 1; line < 50; line++) {
      await server.api.get(`/api/executions/${id}/logs?line=${line * 10_000}&lines=1`).expect(200);
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(60 * 1024 ** 2);
    abort.abort();
    expect((await text({ tags: true })).length).toBe(500_000 * 109);
  });

  it.each([
    [{ timestamps: 'maybe' }, 'timestamps'],
    [{ tags: 2 }, 'tags'],
    [{ stream: 'both' }, 'stream'],
    [{ format: 'csv' }, 'format'],
  ])('refuses %j, naming %s', async (query, field) => {
    const { body } = await get(query).expect(400);
    expect(body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field }] });
  });

  it('does not exist for an unknown execution', async () => {
    const { body } = await get({}, 999_999).expect(404);
    expect(body.error).toBe('EXECUTION_NOT_FOUND');
  });
});
