import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './support/eventually.js';
import { followLog, textOf } from './support/follow-log.js';
import { newScript } from './support/new-script.js';
import { ended, execute, getExecution, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

/** Waits for a file of the test before it goes on. */
const WAIT_FOR =
  'import os, time\ndef wait_for(name):\n  while not os.path.exists(name): time.sleep(0.01)\n';

const go = (server: TestApp, id: number, name: string) =>
  writeFile(join(server.directory, `execution_spaces/execution_${id}/${name}`), '');

describe('progress and results', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ settings: { EXECUTION_CONCURRENCY: '4' } });
  });
  afterAll(() => server.close());

  const resultOf = (id: number) => server.api.get(`/api/executions/${id}/result`);
  const inList = async (id: number) => {
    const { body } = await server.api.get('/api/executions').expect(200);
    return body.data.items.find((item: { id: number }) => item.id === id);
  };

  describe('progress', () => {
    it('is stored while the script runs, although nobody follows it', async () => {
      const code = `${WAIT_FOR}print("::progress 40 loading", flush=True)\nwait_for("go")\nprint("::progress 90.5%")`;
      const { id } = await execute(server, (await newScript(server.api, { code })).id);
      await eventually('the progress', async () => {
        const { progress, progress_message } = await getExecution(server, id);
        return progress === 40 && progress_message === 'loading';
      });
      expect(await inList(id)).toMatchObject({ progress: 40, progress_message: 'loading' });
      await go(server, id, 'go');
      expect(await ended(server, id)).toMatchObject({
        status: 'success',
        progress: 90,
        progress_message: null,
        has_result: false,
        result: null,
        output: '::progress 40 loading\n::progress 90.5%\n',
      });
    });

    it('is told to followers as it changes, and to those who come late', async () => {
      const code = `const { existsSync } = require('node:fs');
        let step = 0;
        console.log('::progress 0 开始');
        const timer = setInterval(() => {
          if (existsSync('go' + (step + 1))) console.log('::progress ' + ++step * 50 + ' step ' + step);
          if (step === 2) clearInterval(timer);
        }, 5);`;
      const script = await newScript(server.api, { type: 'javascript', code });
      const { id } = await execute(server, script.id);
      const progress = (events: readonly { event: string; data: object }[]) =>
        events.filter(({ event }) => event === 'progress').map(({ data }) => data);
      const first = await followLog(server.url, id);
      await eventually('the first progress', () => progress(first.events).length === 1);
      await go(server, id, 'go1');
      await eventually('the second progress', () => progress(first.events).length === 2);
      const late = await followLog(server.url, id);
      await eventually('the progress at once', () => progress(late.events).length === 1);
      await go(server, id, 'go2');
      const events = await first.closed();
      expect(progress(events).slice(0, 2)).toEqual([
        { progress: 0, progress_message: '开始' },
        { progress: 50, progress_message: 'step 1' },
      ]);
      expect(progress(await late.closed())[0]).toEqual({
        progress: 50,
        progress_message: 'step 1',
      });
      expect(events.at(-1)).toMatchObject({
        event: 'status',
        data: { status: 'success', progress: 100, progress_message: 'step 2' },
      });
      expect(textOf(events, 'stdout')).toContain('::progress 100 step 2\n');
    });

    it('of a script that tells none is nothing', async () => {
      expect(await run(server, 'print("progress 50")\nprint("::progress")')).toMatchObject({
        progress: null,
        progress_message: null,
        result_error: null,
      });
    });
  });

  describe('a result', () => {
    it('is the last ::result line, and told apart from none when it is null', async () => {
      const code = 'print("::result 1")\nprint(\'::result {"rows": [1, 2], "名": null}\', end="")';
      const { id, ...execution } = await run(server, code);
      const result = { rows: [1, 2], 名: null };
      expect(execution).toMatchObject({ has_result: true, result, result_error: null });
      expect((await resultOf(id).expect(200)).body).toEqual({ code: 0, data: result, message: '' });
      expect(await inList(id)).toMatchObject({ has_result: true });
      expect(await inList(id)).not.toHaveProperty('result');

      const empty = await run(server, 'print("::result null")');
      expect(empty).toMatchObject({ has_result: true, result: null });
      expect((await resultOf(empty.id).expect(200)).body.data).toBeNull();
    });

    it('is result.json where there is one, also of a script that failed', async () => {
      const code = `require('fs').writeFileSync('result.json', '[1,\\n2]'); console.log('::result 3'); process.exit(4);`;
      expect(await run(server, code, { type: 'javascript' })).toMatchObject({
        status: 'failed',
        exit_code: 4,
        has_result: true,
        result: [1, 2],
      });
    });

    it('is answered with every number as the script wrote it', async () => {
      const json = '{"order_id": 1234567890123456789,\n "rate": 1.0, "2": "二", "1": 1e-400}';
      const { id } = await run(
        server,
        `open("result.json", "w", encoding="utf-8").write(${JSON.stringify(json)})`,
      );
      const answer = await resultOf(id)
        .expect(200)
        .expect('Content-Type', /^application\/json/);
      expect(answer.text).toBe(`{"code":0,"data":${json},"message":""}`);
    });

    it.each([
      ['is not JSON', 'open("result.json", "w").write("{")', 'result.json is not valid JSON'],
      ['is too large', 'open("result.json", "w").write("1" * 300_000)', 'is larger than 256 KiB'],
      ['is a broken line', 'print("::result {NaN}")', 'The ::result line is not valid JSON'],
      ['is a line too long', 'print("::result " + "1" * 900_000)', 'is larger than 256 KiB'],
    ])('that %s does not fail the run; it says why there is none', async (_what, code, problem) => {
      const execution = await run(server, code);
      expect(execution).toMatchObject({
        status: 'success',
        has_result: false,
        result: null,
        result_error: expect.stringContaining(problem),
      });
      expect((await resultOf(execution.id).expect(404)).body).toMatchObject({
        error: 'RESULT_NOT_FOUND',
        message: expect.stringContaining(problem),
      });
    });

    it('that is not taken says why in parts, too', async () => {
      expect(await run(server, 'print("::result " + "[" * 200 + "]" * 200)')).toMatchObject({
        result_error: 'The ::result line is nested deeper than 100 levels.',
        result_cause: {
          code: 'result_too_deep',
          values: { source: '::result', levels: '100' },
        },
      });
    });

    it.each([
      ['a link', 'os.symlink("/etc/hostname", "result.json")'],
      ['a pipe', 'os.mkfifo("result.json")'],
      ['a folder', 'os.mkdir("result.json")'],
    ])('is never read through %s', async (_what, code) => {
      expect(await run(server, `import os\n${code}`)).toMatchObject({
        status: 'success',
        has_result: false,
        result_error: null,
      });
    });

    it('is not an uploaded result.json, unless the script writes it', async () => {
      const start = async (code: string) => {
        const script = await newScript(server.api, { code });
        const answer = await server.api
          .post(`/api/scripts/${script.id}/execute`)
          .attach('files', Buffer.from('{"given": true}'), 'result.json')
          .expect(201);
        return ended(server, answer.body.data.id);
      };
      expect(await start('print(open("result.json").read())')).toMatchObject({ has_result: false });
      expect(await start('open("result.json", "w").write("7")')).toMatchObject({ result: 7 });
    });

    it('of an execution that runs or does not exist is not found, with the reason', async () => {
      const script = await newScript(server.api, { code: `${WAIT_FOR}wait_for("go")` });
      const { id } = await execute(server, script.id);
      expect((await resultOf(id).expect(404)).body.message).toContain('has not ended yet');
      await eventually('its folder', () =>
        go(server, id, 'go').then(
          () => true,
          () => false,
        ),
      );
      await ended(server, id);
      expect((await resultOf(id).expect(404)).body.message).toContain('gave none');
      expect((await resultOf(999_999).expect(404)).body.error).toBe('EXECUTION_NOT_FOUND');
    });
  });
});

describe('progress and results after a restart', () => {
  it('are those of the whole log, whatever an earlier server has seen of it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'scriptorium-results-'));
    const first = await startTestApp({ directory });
    const code = `${WAIT_FOR}print('::result {"early": 1}\\n::progress 30 before\\n::progr', end="", flush=True)
wait_for("go")
print("ess 60 after", flush=True)
wait_for("end")`;
    const { id } = await execute(first, (await newScript(first.api, { code })).id);
    const progressIs = (server: TestApp, value: number) =>
      eventually(`progress ${value}`, async () => {
        const { progress } = await getExecution(server, id);
        return progress === value;
      });
    await progressIs(first, 30);
    await first.close();
    await go(first, id, 'go');
    const second = await startTestApp({ directory });
    await progressIs(second, 60);
    await second.close();
    await go(second, id, 'end');
    const third = await startTestApp({ directory });
    expect(await ended(third, id)).toMatchObject({
      status: 'success',
      progress: 60,
      progress_message: 'after',
      result: { early: 1 },
    });
    await third.close();
    await rm(directory, { recursive: true });
  });
});
