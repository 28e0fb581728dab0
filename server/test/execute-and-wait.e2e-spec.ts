import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExecutionEvents } from '../src/executions/execution-events.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { ended, type ExecutionFacts, getExecution } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const UNTIL_GO = 'import os, time\nwhile not os.path.exists("go"): time.sleep(0.005)\n';

describe('an execution that its caller waits for', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ settings: { EXECUTION_CONCURRENCY: '1' } });
  });
  afterAll(() => server.close());

  const post = async (code: string, wait: unknown, fields: object = {}) => {
    const { id } = await newScript(server.api, { code, ...fields });
    return server.api.post(`/api/scripts/${id}/execute?wait=${String(wait)}`).send({});
  };
  const letGo = (id: number) =>
    eventually(`execution ${id} has a folder`, () =>
      writeFile(join(server.directory, `execution_spaces/execution_${id}/go`), '').then(
        () => true,
        () => false,
      ),
    );
  const newest = async (): Promise<ExecutionFacts> =>
    (await server.api.get('/api/executions').expect(200)).body.data.items[0];
  /** How many listen to changes of executions; each caller that waits is one more. */
  const listening = () => {
    type Inside = { changes: { observers: unknown[] } };
    return server.app.get<ExecutionEvents, Inside>(ExecutionEvents).changes.observers.length;
  };

  it('is answered with its result as soon as it ends', async () => {
    const started = performance.now();
    const answer = await post('print("::result {\\"sum\\": 3}")\nprint("done")', 60);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      status: 'success',
      end_time: expect.any(String),
      has_result: true,
      result: { sum: 3 },
      output: '::result {"sum": 3}\ndone\n',
    });
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('is answered with its failure, which is an answer too', async () => {
    const code = 'console.log("::progress 10 nearly"); process.exit(3)';
    const answer = await post(code, 60, { type: 'javascript' });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      status: 'failed',
      exit_code: 3,
      progress: 10,
      result: null,
    });
  });

  it('is answered as it stands when the time is over, also while it waits in the queue', async () => {
    const running = await post(UNTIL_GO, 1);
    expect(running.status).toBe(201);
    expect(running.body.data).toMatchObject({ status: 'running', end_time: null, result: null });
    const queued = await post('pass', 1);
    expect(queued.body.data).toMatchObject({ status: 'pending', queue_position: 1 });
    await letGo(running.body.data.id);
    await ended(server, queued.body.data.id);
  });

  it('is answered when somebody cancels it', async () => {
    const answer = post(UNTIL_GO, 60);
    const { id } = await eventually('it runs', async () => {
      const execution = await newest();
      return execution.status === 'running' ? execution : null;
    });
    await server.api.post(`/api/executions/${id}/cancel`).expect(200);
    expect((await answer).body.data).toMatchObject({ id, status: 'cancelled' });
  });

  it('goes on when its caller leaves, and nothing waits any more', async () => {
    const { id: scriptId } = await newScript(server.api, { code: UNTIL_GO });
    const listeners = listening();
    const caller = new AbortController();
    const answer = fetch(`${server.url}/api/scripts/${scriptId}/execute?wait=60`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: caller.signal,
    });
    await eventually('its caller waits', () => listening() === listeners + 1);
    caller.abort();
    await expect(answer).rejects.toThrow();
    await eventually('nothing waits', () => listening() === listeners);
    const { id } = await newest();
    expect(await getExecution(server, id)).toMatchObject({ status: 'running' });
    await letGo(id);
    expect(await ended(server, id)).toMatchObject({ status: 'success' });
  });

  it.each(['-1', '61', '1.5', 'long'])('is refused with wait=%s, and not started', async (wait) => {
    const { id } = await newScript(server.api);
    const url = `/api/scripts/${id}/execute?wait=${wait}`;
    const answer = await server.api.post(url).send({});
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field: 'wait' }] });
    const { body } = await server.api.get(`/api/executions?script_id=${id}`).expect(200);
    expect(body.data.total).toBe(0);
  });
});
