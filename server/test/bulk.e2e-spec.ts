import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { ended, execute, getExecution, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const FOREVER = 'import time\nwhile True: time.sleep(0.05)\n';

describe('many executions at once', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({
      settings: { EXECUTION_CONCURRENCY: '1', EXECUTION_GRACE_MS: '300' },
    });
  });
  afterAll(() => server.close());

  const change = async (action: string, ids: number[]) => {
    const { body } = await server.api
      .post('/api/executions/bulk')
      .send({ action, ids })
      .expect(200);
    return body.data.items as {
      id: number;
      is_done: boolean;
      new_id: number | null;
      error: string | null;
      message: string | null;
    }[];
  };
  const done = (id: number) => ({
    ...{ id, is_done: true, new_id: null, error: null, message: null },
    ...{ reasons: [], fields: [] },
  });

  it('cancels what waits and what runs, and says what had ended', async () => {
    const over = await run(server, 'print(1)');
    const script = await newScript(server.api, { code: FOREVER });
    const running = await execute(server, script.id);
    const waiting = await execute(server, script.id);
    await eventually('the run is running', async () => {
      return (await getExecution(server, running.id)).status === 'running';
    });
    const outcomes = await change('cancel', [waiting.id, over.id, running.id, 999_999]);
    expect(outcomes).toEqual([
      done(waiting.id),
      expect.objectContaining({
        ...{ id: over.id, is_done: false, error: 'EXECUTION_FINISHED' },
        reasons: [expect.objectContaining({ code: 'EXECUTION_FINISHED', values: { id: over.id } })],
      }),
      done(running.id),
      expect.objectContaining({ id: 999_999, is_done: false, error: 'EXECUTION_NOT_FOUND' }),
    ]);
    for (const { id } of [waiting, running]) {
      expect((await ended(server, id)).status).toBe('cancelled');
    }
  });

  it('runs again, and tells the new runs', async () => {
    const first = await run(server, 'print("again")');
    const [outcome] = await change('rerun', [first.id]);
    expect(await ended(server, outcome!.new_id!)).toMatchObject({
      rerun_of: first.id,
      trigger: 'rerun',
      output: 'again\n',
    });
  });

  it('keeps and lets go again; the list can be narrowed to those that are kept', async () => {
    const one = await run(server, 'print(1)');
    const other = await run(server, 'print(2)');
    const kept = async () => {
      const { body } = await server.api.get('/api/executions?kept=true').expect(200);
      return (body.data.items as { id: number }[]).map(({ id }) => id);
    };
    expect(await change('keep', [one.id, other.id])).toEqual([done(one.id), done(other.id)]);
    expect(await kept()).toEqual([other.id, one.id]);
    await change('unkeep', [other.id]);
    expect(await kept()).toEqual([one.id]);
  });

  it('deletes what has ended', async () => {
    const over = await run(server, 'print(1)');
    const script = await newScript(server.api, { code: FOREVER });
    const running = await execute(server, script.id);
    expect(await change('delete', [over.id, running.id])).toEqual([
      done(over.id),
      expect.objectContaining({
        id: running.id,
        error: 'EXECUTION_NOT_FINISHED',
        message: expect.stringContaining('Cancel it'),
      }),
    ]);
    await server.api.get(`/api/executions/${over.id}`).expect(404);
    await change('cancel', [running.id]);
    await ended(server, running.id);
  });

  it.each([
    ['action', { action: 'explode', ids: [1] }],
    ['ids', { action: 'keep', ids: [] }],
    ['ids', { action: 'keep', ids: [1, 1] }],
    ['ids', { action: 'keep', ids: ['x'] }],
    ['ids', { action: 'keep', ids: Array.from({ length: 501 }, (_, index) => index + 1) }],
  ])('names the wrong field %s', async (field, body) => {
    const answer = await server.api.post('/api/executions/bulk').send(body).expect(400);
    expect(answer.body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field }] });
  });
});
