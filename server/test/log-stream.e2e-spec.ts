import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { eventually } from './support/eventually.js';
import { followLog, textOf } from './support/follow-log.js';
import { newScript } from './support/new-script.js';
import { ended, execute, printed, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { writeLog } from './support/written-log.js';

/** Prints one line for each byte that appears in the file `go`, so that the test decides when. */
const ON_DEMAND = `
import os, time
seen = 0
print("ready")
while seen < 3:
    time.sleep(0.005)
    if os.path.exists("go") and os.path.getsize("go") > seen:
        seen += 1
        print("line", seen)
`;

describe('the log stream', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ settings: { EXECUTION_CONCURRENCY: '4' } });
  });
  afterAll(() => server.close());

  const printedSize = (id: number, bytes: number) =>
    eventually(`${bytes} bytes are printed`, async () => {
      const { body } = await server.api.get(`/api/executions/${id}/logs?limit=1`).expect(200);
      return body.data.size === bytes;
    });
  const lastStatus = (events: readonly { event: string; data: Record<string, unknown> }[]) =>
    events.filter(({ event }) => event === 'status').at(-1)?.data;

  it('replays a finished run with offsets and closes after the final status', async () => {
    const { id } = await run(server, 'import sys\nprint("一")\nprint("b", file=sys.stderr)');
    const events = await (await followLog(server.url, id)).closed();
    expect(textOf(events, 'stdout')).toBe('一\n');
    expect(textOf(events, 'stderr')).toBe('b\n');
    expect(events.at(-1)).toMatchObject({
      event: 'status',
      id: '4.2',
      data: { status: 'success', exit_code: 0 },
    });
    const log = events.find(({ event }) => event === 'log');
    expect(log).toMatchObject({
      id: '4.0',
      data: { stream: 'stdout', offset: 0, at: expect.stringMatching(/Z$/) },
    });
  });

  it('shows each line as it is printed, to every follower', async () => {
    const { appendFile } = await import('node:fs/promises');
    const { id } = await execute(server, (await newScript(server.api, { code: ON_DEMAND })).id);
    const followers = await Promise.all([1, 2, 3].map(() => followLog(server.url, id)));
    for (const follower of followers)
      await eventually('the first line', () => textOf(follower.events, 'stdout') === 'ready\n');
    for (const line of [1, 2, 3]) {
      await appendFile(`${server.directory}/execution_spaces/execution_${id}/go`, '.');
      for (const follower of followers)
        await eventually(`line ${line}`, () =>
          textOf(follower.events, 'stdout').endsWith(`line ${line}\n`),
        );
    }
    for (const follower of followers) {
      const events = await follower.closed();
      expect(textOf(events, 'stdout')).toBe('ready\nline 1\nline 2\nline 3\n');
      expect(lastStatus(events)).toMatchObject({ status: 'success' });
    }
  });

  it('resumes at the exact byte after a lost connection', async () => {
    const code =
      'import time\nfor i in range(400):\n    print("%04d" % i)\n    time.sleep(0.002)\n';
    const { id } = await execute(server, (await newScript(server.api, { code })).id);
    let text = '';
    let lastId: string | undefined;
    for (let connection = 0; connection < 5; connection++) {
      const follower = await followLog(server.url, id, lastId);
      await eventually(
        'some lines, or the end',
        () =>
          textOf(follower.events, 'stdout').length > 50 || follower.events.at(-1)?.data['end_time'],
      );
      follower.abort();
      const seen = [...follower.events];
      text += textOf(seen, 'stdout');
      lastId = seen.filter(({ id: at }) => at).at(-1)?.id;
    }
    text += textOf(await (await followLog(server.url, id, lastId)).closed(), 'stdout');
    expect(text).toBe(
      Array.from({ length: 400 }, (_, index) => `${String(index).padStart(4, '0')}\n`).join(''),
    );
  });

  it('follows a waiting run into running, with its place in the queue', async () => {
    const script = await newScript(server.api, { code: ON_DEMAND, concurrency_limit: 1 });
    const first = await execute(server, script.id);
    const second = await execute(server, script.id);
    await printed(server, first.id, 'ready');
    const follower = await followLog(server.url, second.id);
    await eventually('its place', () => follower.events.length > 0);
    expect(follower.events[0]).toMatchObject({
      event: 'status',
      data: { status: 'pending', queue_position: 1 },
    });
    expect(follower.events[0]?.data['waiting_for']).toContain(`#${first.id}`);
    await server.api.post(`/api/executions/${first.id}/cancel`).expect(200);
    await eventually('its first line', () => textOf(follower.events, 'stdout') === 'ready\n');
    await server.api.post(`/api/executions/${second.id}/cancel`).expect(200);
    const events = await follower.closed();
    expect(
      events.filter(({ event }) => event === 'status').map(({ data }) => data['status']),
    ).toEqual(expect.arrayContaining(['pending', 'running', 'cancelled']));
  });

  it('keeps a multi-byte character whole that is printed in two halves', async () => {
    const code =
      'import os, time\nb = "漢".encode()\nos.write(1, b[:1])\ntime.sleep(0.2)\nos.write(1, b[1:] + b"\\n")\nos.write(1, b"\\xff\\xfe end\\n")';
    const { id } = await execute(server, (await newScript(server.api, { code })).id);
    const events = await (await followLog(server.url, id)).closed();
    expect(textOf(events, 'stdout')).toBe('漢\n\ufffd\ufffd end\n');
    expect(events.at(-1)?.id).toBe('11.0');
  });

  it('skips ahead for a follower that does not read, and tells the others everything that fits', async () => {
    const flood =
      'import time\nline = "x" * 1000\nfor i in range(40000):\n    print(line)\nprint("the end")\ntime.sleep(0.5)\n';
    const { id } = await execute(server, (await newScript(server.api, { code: flood })).id);
    const { hostname, port } = new URL(server.url);
    const sleeper = connect(Number(port), hostname);
    await once(sleeper, 'connect');
    sleeper.pause();
    sleeper.write(
      `GET /api/executions/${id}/logs/stream HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`,
    );
    const reader = await followLog(server.url, id);
    const events = await reader.closed();
    expect(textOf(events, 'stdout')).toContain('the end\n');
    const received = Buffer.byteLength(textOf(events, 'stdout'));
    const skipped = events.reduce(
      (sum, { event, data }) => sum + (event === 'skipped' ? Number(data['bytes']) : 0),
      0,
    );
    expect(received + skipped).toBe(40_000 * 1001 + 8);
    sleeper.destroy();
    expect(await ended(server, id)).toMatchObject({ status: 'success' });
  });

  it('goes on live for one who still catches up when another follower leaves', async () => {
    const code = `
import os, time
for i in range(20000):
    print("x" * 1000)
print("history")
while not os.path.exists("go"): time.sleep(0.01)
print("after")
while not os.path.exists("stop"): time.sleep(0.01)
`;
    const { id } = await execute(server, (await newScript(server.api, { code })).id);
    await printedSize(id, 20_000 * 1001 + 8);
    const slow = await new Promise<IncomingMessage>((resolve) =>
      get(`${server.url}/api/executions/${id}/logs/stream`, resolve),
    );
    slow.pause();
    const other = await followLog(server.url, id);
    await eventually('the other has caught up', () =>
      textOf(other.events, 'stdout').includes('history'),
    );
    other.abort();
    let text = '';
    slow.on('data', (bytes: Buffer) => (text = (text + bytes.toString()).slice(-2_000)));
    slow.resume();
    await eventually('the history', () => text.includes('history'));
    await writeFile(`${server.directory}/execution_spaces/execution_${id}/go`, '');
    await eventually('the line printed after', () => text.includes('after'));
    await writeFile(`${server.directory}/execution_spaces/execution_${id}/stop`, '');
    await once(slow, 'end');
    expect(text).toContain('"status":"success"');
  });

  it('answers 404 as an envelope for an unknown execution', async () => {
    const answer = await server.api.get('/api/executions/99999/logs/stream').expect(404);
    expect(answer.body).toMatchObject({ code: 1, error: 'EXECUTION_NOT_FOUND' });
  });

  it('begins near the end of a long log when that is enough, and tells the number of the line', async () => {
    const { id } = await run(server, 'pass');
    const lines = Array.from({ length: 20_000 }, (_, index) => ({
      stream: index % 4 ? ('stdout' as const) : ('stderr' as const),
      text: `line ${String(index + 1).padStart(94)}\n`,
    }));
    await writeLog(server, id, lines);
    const follow = async (tail: string, resume?: string) =>
      (await followLog(server.url, id, resume, `?tail=${tail}`)).closed();
    const events = await follow('300000');
    const [skipped] = events;
    const { line, bytes } = skipped?.data as { line: number; bytes: number };
    expect(skipped?.event).toBe('skipped');
    const text = events.map(({ data }) => (data['text'] as string | undefined) ?? '').join('');
    expect(text).toBe(
      lines
        .slice(line - 1)
        .map((each) => each.text)
        .join(''),
    );
    expect(text.length).toBeGreaterThan(200_000);
    expect(text.length).toBeLessThan(900_000);
    expect(bytes).toBe(2_000_000 - text.length);
    // whoever resumes, or wants more than there is, gets all of it
    expect((await follow('300000', '0.0')).some(({ event }) => event === 'skipped')).toBe(false);
    expect((await follow('9000000')).some(({ event }) => event === 'skipped')).toBe(false);
  });
});
