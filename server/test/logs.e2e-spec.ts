import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const PRINTS_ON_BOTH = `
import sys, time
for number in range(5):
    print(f"ausgäbe {number} 😀", flush=True)
    time.sleep(0.03)
    print(f"fehler {number}", file=sys.stderr, flush=True)
    time.sleep(0.03)
`;

describe('logs of an execution', () => {
  let server: TestApp;
  let id: number;
  let stdout: Buffer;

  beforeAll(async () => {
    server = await startTestApp({ settings: { EXECUTION_CONCURRENCY: '1' } });
    id = await run(PRINTS_ON_BOTH);
    await ended(id);
    stdout = await readFile(join(controlOf(id), 'stdout.log'));
  });

  afterAll(() => server.close());

  async function run(code: string): Promise<number> {
    const script = await newScript(server.api, { code });
    const answer = await server.api.post(`/api/scripts/${script.id}/execute`).send({}).expect(201);
    return answer.body.data.id;
  }

  const ended = (execution: number) =>
    eventually('the run ends', async () => {
      return (await server.api.get(`/api/executions/${execution}`)).body.data.end_time;
    });

  const controlOf = (execution: number) =>
    join(server.directory, 'data', 'control', `execution_${execution}`);

  const range = async (query: object, execution = id) =>
    (await server.api.get(`/api/executions/${execution}/logs`).query(query).expect(200)).body.data;

  const plain = (query: object, execution = id) =>
    server.api.get(`/api/executions/${execution}/logs`).query(query).set('Accept', 'text/plain');

  describe('as a range', () => {
    it('begin at the start of stdout', async () => {
      expect(await range({})).toEqual({
        stream: 'stdout',
        offset: 0,
        end: stdout.length,
        size: stdout.length,
        text: stdout.toString(),
      });
    });

    it('are those of one stream', async () => {
      const answer = await range({ stream: 'stderr', offset: -9 });
      expect(answer).toMatchObject({ stream: 'stderr', text: 'fehler 4\n' });
    });

    it.each([1, 3, 7, 64])('go on from each other in steps of %i bytes', async (limit) => {
      let text = '';
      for (let offset = 0; offset < stdout.length;) {
        const answer = await range({ offset, limit });
        expect(answer.offset).toBe(offset);
        expect(answer.end).toBeGreaterThan(offset);
        text += answer.text;
        offset = answer.end;
      }
      expect(text).toBe(stdout.toString());
    });

    it.each([
      { stream: 'stdin' },
      { offset: 'x' },
      { offset: 1.5 },
      { limit: 0 },
      { limit: 1e9 },
      { from: 1 },
    ])('are refused for %j', async (query) => {
      const answer = await server.api.get(`/api/executions/${id}/logs`).query(query).expect(400);
      expect(answer.body.error).toBe('VALIDATION_FAILED');
      expect(answer.body.fields[0].field).toBe(Object.keys(query)[0]);
    });

    it('open a 1 GiB log at any place', async () => {
      const log = join(controlOf(id), 'stdout.log');
      const size = 1024 ** 3;
      await truncate(log, size);
      const started = performance.now();
      expect(await range({ offset: 600_000_000, limit: 1000 })).toMatchObject({
        offset: 600_000_000,
        end: 600_001_000,
        size,
      });
      expect(await range({ offset: -10 })).toMatchObject({ offset: size - 10, end: size });
      expect(performance.now() - started).toBeLessThan(1000);
      await writeFile(log, stdout);
    });
  });

  describe('as plain text', () => {
    it('are both streams in the order they were printed', async () => {
      const answer = await plain({}).expect(200);
      const lines = [0, 1, 2, 3, 4].map((number) => `ausgäbe ${number} 😀\nfehler ${number}\n`);
      expect(answer.text).toBe(lines.join(''));
      expect(answer.headers).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename=execution_${id}.log`,
        'content-length': String(Buffer.byteLength(lines.join(''))),
        'x-content-type-options': 'nosniff',
      });
    });

    it('are what a plain link gets that asks for a download', async () => {
      const answer = await server.api.get(`/api/executions/${id}/logs?download=true`).expect(200);
      expect(answer.text).toBe((await plain({})).text);
      expect(answer.get('Content-Disposition')).toContain('attachment');
      await server.api.get(`/api/executions/${id}/logs?download=maybe`).expect(400);
    });

    it('are one stream, or a part of it, byte by byte', async () => {
      expect((await plain({ stream: 'stdout' })).text).toBe(stdout.toString());
      expect((await plain({ stream: 'stderr', offset: 7, limit: 11 })).text).toBe('0\nfehler 1\n');
      expect((await plain({ stream: 'stderr', offset: -2 })).text).toBe('4\n');
    });

    it('keep bytes that are not UTF-8', async () => {
      const binary = await run('import sys\nsys.stdout.buffer.write(bytes(range(256)) * 4)\n');
      await ended(binary);
      const answer = await plain({}, binary)
        .buffer(true)
        .parse((incoming, done) => {
          const parts: Buffer[] = [];
          incoming.on('data', (part: Buffer) => parts.push(part));
          incoming.on('end', () => done(null, Buffer.concat(parts)));
        });
      expect(answer.body).toEqual(
        Buffer.concat(Array(4).fill(Buffer.from([...Array(256).keys()]))),
      );
      expect((await range({}, binary)).text).toBe(Buffer.from(answer.body).toString('utf8'));
    });

    it('stream a large log in flat memory', async () => {
      const log = join(controlOf(id), 'stdout.log');
      const size = 256 * 1024 ** 2;
      await truncate(log, size);
      for (const query of ['', '?stream=stdout']) {
        const before = process.memoryUsage.rss();
        let peak = before;
        let received = 0;
        const answer = await fetch(`${server.url}/api/executions/${id}/logs${query}`, {
          headers: { Accept: 'text/plain' },
        });
        for await (const bytes of answer.body ?? []) {
          received += (bytes as Uint8Array).length;
          peak = Math.max(peak, process.memoryUsage.rss());
        }
        expect(received).toBe(Number(answer.headers.get('content-length')));
        expect(received).toBeGreaterThanOrEqual(size);
        expect(peak - before).toBeLessThan(100 * 1024 ** 2);
      }
      await writeFile(log, stdout);
    });
  });

  it('are empty while the run waits, and grow while it runs', async () => {
    const running = await run('import time\nprint("begun", flush=True)\ntime.sleep(60)\n');
    const waiting = await run('print(1)\n');
    await eventually(
      'the first line is there',
      async () => (await range({}, running)).text === 'begun\n',
    );
    expect(await range({}, waiting)).toEqual({
      stream: 'stdout',
      offset: 0,
      end: 0,
      size: 0,
      text: '',
    });
    await plain({}, waiting).expect(200, '');
    await plain({ stream: 'stderr' }, waiting).expect(200, '');
    await server.api.post(`/api/executions/${running}/cancel`).expect(200);
    await ended(waiting);
    expect((await range({}, waiting)).text).toBe('1\n');
  });

  it('do not exist for an unknown execution', async () => {
    const answer = await server.api.get('/api/executions/999999/logs').expect(404);
    expect(answer.body.error).toBe('EXECUTION_NOT_FOUND');
    await plain({}, 999999).expect(404);
  });
});
