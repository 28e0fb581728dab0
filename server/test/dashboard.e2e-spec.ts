import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { ended, execute, getExecution, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const DAY_MS = 86_400_000;

describe('the dashboard', () => {
  let server: TestApp;
  beforeEach(async () => {
    server = await startTestApp({ settings: { EXECUTION_GRACE_MS: '300' } });
  });
  afterEach(() => server.close());

  const ask = async (path = '') =>
    (await server.api.get(`/api/dashboard${path}`).expect(200)).body.data;

  it('says that a new server has nothing yet', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({
      running: 0,
      waiting: 0,
      running_now: [],
      succeeded: { count: 0, is_capped: false },
      failures: [],
      next: [],
      has_scripts: false,
      has_executions: false,
      has_schedules: false,
    });
    expect(answer.trend).toHaveLength(24);
    expect(answer.disk_size_bytes).toBeGreaterThan(0);
  });

  it('groups failures by script, with the newest and its reason', async () => {
    const script = await newScript(server.api, { code: 'raise SystemExit(3)' });
    await ended(server, (await execute(server, script.id)).id);
    const newest = await ended(server, (await execute(server, script.id)).id);
    await run(server, 'print(1)');
    const answer = await ask();
    expect(answer.failures).toEqual([
      expect.objectContaining({
        script_id: script.id,
        script_name: script.name,
        count: 2,
        execution_id: newest.id,
        reason: 'exit_code',
        exit_code: 3,
        signal: null,
        error: newest.error,
      }),
    ]);
    expect(answer).toMatchObject({ failed: { count: 2 }, succeeded: { count: 1 } });
    expect(answer).toMatchObject({ has_scripts: true, has_executions: true });
    const last = answer.trend.at(-1);
    expect(last).toMatchObject({ failed: 2, succeeded: 1, cancelled: 0 });
    expect(last.median_ms).toBeGreaterThan(0);
  });

  it('looks back as far as asked', async () => {
    await run(server, 'print(1)');
    server.clock.set(new Date(Date.now() + 3 * DAY_MS).toISOString());
    expect(await ask()).toMatchObject({ succeeded: { count: 0 } });
    const week = await ask('?last=7d');
    expect(week.succeeded).toEqual({ count: 1, is_capped: false });
    expect(week.trend).toHaveLength(28);
    await server.api.get('/api/dashboard?last=1y').expect(400);
  });

  it('shows what runs now', async () => {
    const script = await newScript(server.api, { code: 'import time\nwhile 1: time.sleep(0.05)' });
    const { id } = await execute(server, script.id);
    await eventually('the run is running', async () => {
      return (await getExecution(server, id)).status === 'running';
    });
    expect(await ask()).toMatchObject({ running: 1, running_now: [{ id, status: 'running' }] });
    expect(await ask('/attention')).toMatchObject({ running: 1, waiting: 0 });
    await server.api.post(`/api/executions/${id}/cancel`).expect(200);
    await ended(server, id);
    expect(await ask()).toMatchObject({ running_now: [], cancelled: { count: 1 } });
  });

  it('shows what schedules start within a day, and counts those that are switched off', async () => {
    const script = await newScript(server.api);
    const schedule = (fields: object) =>
      server.api
        .post('/api/schedules')
        .send({ script_id: script.id, name: 'hourly', cron_expression: '0 * * * *', ...fields })
        .expect(201);
    await schedule({});
    await schedule({ name: 'off', enabled: false });
    const answer = await ask();
    expect(answer).toMatchObject({
      next: [{ schedule_name: 'hourly', script_id: script.id, script_name: script.name }],
      next_total: 1,
      has_schedules: true,
    });
    expect(await ask('/attention')).toMatchObject({ disabled_schedules: 1 });
  });

  it('counts failures since an instant', async () => {
    await run(server, 'raise SystemExit(3)');
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await ask('/attention')).toMatchObject({ failed: 1 });
    expect(await ask(`/attention?since=${later}`)).toMatchObject({ failed: 0 });
    const answer = await server.api.get('/api/dashboard/attention?since=soon').expect(400);
    expect(answer.body.fields).toEqual([expect.objectContaining({ field: 'since' })]);
  });
});
