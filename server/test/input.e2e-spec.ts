import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newScript } from './support/new-script.js';
import { ended, execute, getExecution, printed } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const ECHO = 'import sys\nprint("ready")\nfor line in sys.stdin:\n    print("got", line, end="")';
const SLEEP = 'import time\nprint("ready")\ntime.sleep(60)';

describe('the input of executions', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ settings: { EXECUTION_CONCURRENCY: '1' } });
  });
  afterAll(() => server.close());

  const give = (id: number, body: object, by = server) =>
    by.api.post(`/api/executions/${id}/input`).send(body);
  const cancel = async (id: number) => {
    await server.api.post(`/api/executions/${id}/cancel`).expect(200);
    return ended(server, id);
  };
  const scriptOf = async (code: string) => (await newScript(server.api, { code })).id;
  /** Runs code that prints `ready` interactively. */
  async function interactive(code: string) {
    const { id } = await execute(server, await scriptOf(code), { interactive: true });
    await printed(server, id, 'ready\n');
    return id;
  }

  it('reach the script while it runs, until they end', async () => {
    const id = await interactive(ECHO);
    const answer = await give(id, { text: 'one\n' }).expect(200);
    expect(answer.body).toEqual({ code: 0, data: null, message: '' });
    await printed(server, id, 'got one\n');
    await give(id, { text: '两 🙂\n', end: true }).expect(200);
    expect(await ended(server, id)).toMatchObject({
      status: 'success',
      is_interactive: true,
      output: 'ready\ngot one\ngot 两 🙂\n',
    });
  });

  it('are empty, unless they were asked for', async () => {
    const { id } = await execute(
      server,
      await scriptOf('import sys\nprint(repr(sys.stdin.read()))'),
    );
    expect(await ended(server, id)).toMatchObject({ is_interactive: false, output: "''\n" });
  });

  it('can be asked for in a form, and a rerun has them again', async () => {
    const scriptId = await scriptOf(ECHO);
    const form = await server.api
      .post(`/api/scripts/${scriptId}/execute`)
      .field('interactive', 'true')
      .attach('file', Buffer.from('x'), 'x.txt')
      .expect(201);
    const first = form.body.data as { id: number };
    await printed(server, first.id, 'ready\n');
    await give(first.id, { text: 'first', end: true }).expect(200);
    await ended(server, first.id);
    const { body } = await server.api.post(`/api/executions/${first.id}/rerun`).expect(201);
    const second = body.data.id as number;
    expect(body.data.is_interactive).toBe(true);
    await printed(server, second, 'ready\n');
    await give(second, { text: 'second', end: true }).expect(200);
    expect(await ended(server, second)).toMatchObject({ output: 'ready\ngot second' });
    const plain = await server.api
      .post(`/api/scripts/${scriptId}/execute`)
      .field('interactive', 'false');
    expect(plain.body.data.is_interactive).toBe(false);
    await ended(server, plain.body.data.id as number);
  });

  it.each(['yes', '', 1, {}])('cannot be asked for by %j', async (interactive) => {
    const { body } = await server.api
      .post(`/api/scripts/${await scriptOf(ECHO)}/execute`)
      .send({ interactive })
      .expect(400);
    expect(body).toMatchObject({
      error: 'VALIDATION_FAILED',
      fields: [{ field: 'interactive', message: 'Interactive must be true or false.' }],
    });
  });

  it('do not belong to the runs of a schedule', async () => {
    const script_id = await scriptOf('input()');
    const fields = { name: 's', cron_expression: '0 0 1 1 *', timezone: 'UTC' };
    const schedule = await server.api.post('/api/schedules').send({ ...fields, script_id });
    const { body } = await server.api.post(`/api/schedules/${schedule.body.data.id}/run`);
    expect(await ended(server, body.data.id)).toMatchObject({
      status: 'failed',
      is_interactive: false,
    });
  });

  describe('are refused', () => {
    let running: number;
    beforeAll(async () => {
      running = await interactive(SLEEP);
    });
    afterAll(() => cancel(running));

    it.each([
      ['nothing', {}, 'There is nothing to send. Give some text, or set end.'],
      ['no text', { text: '', end: false }, 'There is nothing to send.'],
      ['more than 64 KiB', { text: 'é'.repeat(32_769) }, 'It has 65538 bytes, at most 65536'],
      ['half a character', { text: 'a\ud83d' }, 'It has half of a character'],
      ['a number', { text: 5 }, 'Must be text.'],
    ])('when they are %s', async (_, body, message) => {
      const answer = await give(running, body).expect(400);
      expect(answer.body).toMatchObject({ error: 'VALIDATION_FAILED' });
      expect(answer.body.fields[0]).toMatchObject({ field: 'text' });
      expect(answer.body.fields[0].message).toContain(message);
    });

    it('when their end is not a boolean', async () => {
      const { body } = await give(running, { text: 'x', end: 'maybe' }).expect(400);
      expect(body.fields[0]).toMatchObject({ field: 'end' });
    });

    it('for an unknown execution', async () => {
      const { body } = await give(999_999, { text: 'x' }).expect(404);
      expect(body.error).toBe('EXECUTION_NOT_FOUND');
    });

    it('for an execution that waits', async () => {
      const waiting = await execute(server, await scriptOf(ECHO), { interactive: true });
      const { body } = await give(waiting.id, { text: 'x' }).expect(409);
      expect(body).toMatchObject({
        error: 'EXECUTION_NOT_RUNNING',
        message: `Execution ${waiting.id} does not run yet. Send the input once it does.`,
      });
      await cancel(waiting.id);
    });

    it('while the script does not read, and all that was taken arrives', async () => {
      const text = 'x'.repeat(65_536);
      const statuses: number[] = [];
      let refusal: object = {};
      while (statuses.length < 10 && !statuses.includes(409)) {
        const { status, body } = await give(running, { text });
        statuses.push(status);
        refusal = body;
      }
      expect(statuses[0]).toBe(200);
      expect(refusal).toMatchObject({ code: 1, data: null, error: 'INPUT_FULL' });
      await give(running, { end: true }).expect(200);
      const { body } = await give(running, { text: 'x' }).expect(409);
      expect(body).toMatchObject({ error: 'INPUT_CLOSED' });
    });
  });

  it('are refused for an execution that takes none, or has ended', async () => {
    const { id } = await execute(server, await scriptOf(SLEEP));
    await printed(server, id, 'ready\n');
    const silent = await give(id, { text: 'x' }).expect(409);
    expect(silent.body).toMatchObject({
      error: 'EXECUTION_NOT_INTERACTIVE',
      message: `Execution ${id} takes no input. Start the script with \`interactive\` to give it some while it runs.`,
    });
    await cancel(id);
    const over = await interactive('print("ready")');
    await ended(server, over);
    const late = await give(over, { text: 'x' }).expect(409);
    expect(late.body).toMatchObject({
      error: 'EXECUTION_NOT_RUNNING',
      message: `Execution ${over} has ended, it reads nothing any more.`,
    });
  });

  it('do not change what a key of a request stands for', async () => {
    const id = await scriptOf('print(1)');
    const send = (body: object) =>
      server.api.post(`/api/scripts/${id}/execute`).set('Idempotency-Key', 'key').send(body);
    const { body } = await send({ interactive: true }).expect(201);
    await send({ interactive: false }).expect(409);
    await ended(server, body.data.id as number);
  });

  it('go on after a restart of the server', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'scriptorium-input-'));
    const first = await startTestApp({ directory });
    const script = await newScript(first.api, { code: ECHO });
    const { id } = await execute(first, script.id, { interactive: true });
    await printed(first, id, 'ready\n');
    await first.close();
    const second = await startTestApp({ directory });
    expect(await getExecution(second, id)).toMatchObject({ status: 'running' });
    await give(id, { text: 'again\n', end: true }, second).expect(200);
    expect(await ended(second, id)).toMatchObject({ output: 'ready\ngot again\n' });
    await second.close();
    await rm(directory, { recursive: true, force: true });
  });
});
