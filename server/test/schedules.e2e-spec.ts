import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DueSchedules } from '../src/schedules/due-schedules.js';
import { Schedule } from '../src/schedules/schedule.entity.js';
import { ScheduleTicker } from '../src/schedules/schedule-ticker.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

interface ScheduleFields {
  script_id?: number;
  [field: string]: unknown;
}

/** The answer of creating a schedule; a test names only what it is about. */
async function postSchedule({ api }: TestApp, fields: ScheduleFields) {
  return api
    .post('/api/schedules')
    .send({ name: 'nightly', cron_expression: '0 9 * * *', ...fields });
}

async function newSchedule(server: TestApp, fields: ScheduleFields) {
  const answer = await postSchedule(server, fields);
  expect(answer.status).toBe(201);
  return answer.body.data as { id: number; next_run_time: string | null };
}

const tick = ({ app }: TestApp) => app.get(ScheduleTicker).tick();

const runsOf = async ({ api }: TestApp, scheduleId: number) =>
  (await api.get('/api/executions').query({ schedule_id: scheduleId }).expect(200)).body.data.items;

const finished = (server: TestApp, executionId: number) =>
  eventually(`the end of execution ${executionId}`, async () => {
    const { data } = (await server.api.get(`/api/executions/${executionId}`)).body;
    return ['pending', 'running'].includes(data.status) ? null : data;
  });

describe('schedules', () => {
  let server: TestApp;
  let scriptId: number;

  beforeEach(async () => {
    server = await startTestApp({ settings: { SCHEDULER: 'false' } });
    server.clock.set('2026-01-01T08:00:00Z');
    ({ id: scriptId } = await newScript(server.api, {
      parameters: [
        { key: 'CITY', type: 'string', required: true },
        { key: 'COUNT', type: 'integer', default_value: 3 },
      ],
      code: 'import os\nprint(os.environ["CITY"], os.environ["COUNT"])\n',
    }));
  });

  afterEach(() => server.close());

  const params = { CITY: 'Oslo' };

  it('plans the next time in the zone of the schedule', async () => {
    const schedule = await newSchedule(server, {
      script_id: scriptId,
      params,
      cron_expression: ' 0  9 * * 1 ',
      timezone: 'Asia/Shanghai',
    });
    expect(schedule).toMatchObject({
      script_name: expect.any(String),
      cron_expression: '0 9 * * 1',
      enabled: true,
      last_run_time: null,
      next_run_time: '2026-01-05T01:00:00.000Z',
    });
    const read = await server.api.get(`/api/schedules/${schedule.id}`).expect(200);
    expect(read.body.data).toEqual(schedule);
  });

  describe('changed from two sides', () => {
    const read = async (id: number) => (await server.api.get(`/api/schedules/${id}`)).body.data;
    const change = (id: number, body: object) => server.api.put(`/api/schedules/${id}`).send(body);

    it('keeps what somebody else changed meanwhile in other fields', async () => {
      const { id } = await newSchedule(server, { script_id: scriptId, params });
      await change(id, { name: 'theirs', enabled: false, base: { name: 'nightly' } }).expect(200);
      await change(id, { timezone: 'Asia/Tokyo', base: { timezone: 'UTC' } }).expect(200);
      expect(await read(id)).toMatchObject({
        name: 'theirs',
        enabled: false,
        timezone: 'Asia/Tokyo',
      });
    });

    it('refuses to overwrite a field that was another when it was read, and answers what it is now', async () => {
      const { id } = await newSchedule(server, { script_id: scriptId, params });
      await change(id, { params: { CITY: 'Bergen' } }).expect(200);
      const mine = { name: 'mine', params: { CITY: 'Rome' } };
      const stale = await change(id, { ...mine, base: { name: 'nightly', params } }).expect(409);
      expect(stale.body).toMatchObject({
        error: 'SCHEDULE_CHANGED',
        details: { current: { id, params: { CITY: 'Bergen' } }, changed: ['params'] },
      });
      expect((await read(id)).name).toBe('nightly');
      await change(id, { ...mine, base: { params: { CITY: 'Bergen' } } }).expect(200);
      expect(await read(id)).toMatchObject(mine);
    });

    it('lets pass what both changed to the same, and a change without a base', async () => {
      const { id } = await newSchedule(server, { script_id: scriptId, params });
      await change(id, { name: 'same' }).expect(200);
      await change(id, { name: 'same', base: { name: 'nightly' } }).expect(200);
      await change(id, { name: 'last' }).expect(200);
      expect((await read(id)).name).toBe('last');
      await change(id, { name: 'x', base: 'nightly' }).expect(400);
    });
  });

  it('uses the zone of the server when none is given', async () => {
    const schedule = await newSchedule(server, { script_id: scriptId, params });
    expect(schedule).toMatchObject({ timezone: 'UTC', next_run_time: '2026-01-01T09:00:00.000Z' });
  });

  it.each([
    [{ cron_expression: '60 * * * *' }, 'INVALID_CRON', 'cron_expression'],
    [{ cron_expression: '0 0 30 2 *' }, 'INVALID_CRON', 'cron_expression'],
    [{ timezone: 'Mars/Olympus' }, 'INVALID_TIMEZONE', 'timezone'],
    [{ params: { CITY: 'Oslo', COUNT: 'many' } }, 'VALIDATION_FAILED', 'params.COUNT'],
    [{ params: { CITY: 'Oslo', TOWN: 'x' } }, 'VALIDATION_FAILED', 'params.TOWN'],
    [{ params: {} }, 'VALIDATION_FAILED', 'params.CITY'],
    [{ name: '   ' }, 'VALIDATION_FAILED', 'name'],
    [{ cron: '0 9 * * *' }, 'VALIDATION_FAILED', 'cron'],
  ])('refuses %j when creating and when changing', async (wrong, error, field) => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    const created = await postSchedule(server, { script_id: scriptId, params, ...wrong });
    const changed = await server.api.put(`/api/schedules/${id}`).send(wrong);
    for (const answer of [created, changed]) {
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ error, fields: [{ field }] });
    }
  });

  it('answers 404 for a schedule or a script that does not exist', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    const answers = [
      await server.api.get('/api/schedules/999'),
      await server.api.put('/api/schedules/999').send({ name: 'x' }),
      await server.api.delete('/api/schedules/999'),
      await server.api.post('/api/schedules/999/toggle'),
      await server.api.post('/api/schedules/999/run'),
    ];
    expect(answers.map(({ status, body }) => `${status} ${body.error}`)).toEqual(
      Array(5).fill('404 SCHEDULE_NOT_FOUND'),
    );
    const strange = [
      await postSchedule(server, { script_id: 999 }),
      await server.api.put(`/api/schedules/${id}`).send({ script_id: 999 }),
    ];
    expect(strange.map(({ status, body }) => `${status} ${body.error}`)).toEqual(
      Array(2).fill('404 SCRIPT_NOT_FOUND'),
    );
  });

  it('lists by name and by script', async () => {
    const other = await newScript(server.api, { name: 'other' });
    await newSchedule(server, { script_id: scriptId, params, name: 'b' });
    await newSchedule(server, { script_id: other.id, name: 'a' });
    const all = await server.api.get('/api/schedules').expect(200);
    expect(all.body.data).toMatchObject({
      total: 2,
      items: [{ name: 'a', script_name: 'other' }, { name: 'b' }],
    });
    const one = await server.api.get('/api/schedules').query({ script_id: other.id }).expect(200);
    expect(one.body.data).toMatchObject({ total: 1, items: [{ name: 'a' }] });
  });

  it('changes what is given and plans anew only when times change', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    server.clock.set('2026-01-01T09:30:00Z');
    const change = async (fields: object) =>
      (await server.api.put(`/api/schedules/${id}`).send(fields).expect(200)).body.data;
    expect(await change({ name: 'renamed' })).toMatchObject({
      name: 'renamed',
      next_run_time: '2026-01-01T09:00:00.000Z',
    });
    expect(await change({ timezone: 'Europe/Paris' })).toMatchObject({
      next_run_time: '2026-01-02T08:00:00.000Z',
    });
    expect(await change({ cron_expression: '@hourly' })).toMatchObject({
      next_run_time: '2026-01-01T10:00:00.000Z',
    });
    expect(await change({ enabled: false })).toMatchObject({ enabled: false, next_run_time: null });
    expect(await change({ cron_expression: '0 9 * * *' })).toMatchObject({ next_run_time: null });
    const toggled = await server.api.post(`/api/schedules/${id}/toggle`).expect(200);
    expect(toggled.body.data).toMatchObject({
      enabled: true,
      next_run_time: '2026-01-02T08:00:00.000Z',
    });
  });

  it('toggles to the state that a body names, however often it is asked to', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    const toggle = async (body: object) =>
      (await server.api.post(`/api/schedules/${id}/toggle`).send(body).expect(200)).body.data;
    for (const enabled of [false, false, true, true])
      expect(await toggle({ enabled })).toMatchObject({ enabled });
    expect(await toggle({})).toMatchObject({ enabled: false });
  });

  it.each([
    [{ enabled: 'false' }, 'enabled'],
    [{ enabled: null }, 'enabled'],
    [{ state: false }, 'state'],
  ])('does not toggle for %j', async (body, field) => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    const refused = await server.api.post(`/api/schedules/${id}/toggle`).send(body).expect(400);
    expect(refused.body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field }] });
    const { body: kept } = await server.api.get(`/api/schedules/${id}`);
    expect(kept.data.enabled).toBe(true);
  });

  it('moves to another script only with values that fit it', async () => {
    const other = await newScript(server.api);
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    const refused = await server.api
      .put(`/api/schedules/${id}`)
      .send({ script_id: other.id })
      .expect(400);
    expect(refused.body.fields[0].field).toBe('params.CITY');
    const moved = await server.api
      .put(`/api/schedules/${id}`)
      .send({ script_id: other.id, params: {} })
      .expect(200);
    expect(moved.body.data).toMatchObject({
      script_id: other.id,
      script_name: other.name,
      params: {},
    });
  });

  it('previews times, words and clock changes', async () => {
    server.clock.set('2026-03-28T12:00:00Z');
    const preview = { cron_expression: '30 1 * * *', timezone: 'Europe/London', count: 2 };
    const answer = await server.api.post('/api/schedules/preview').send(preview).expect(200);
    expect(answer.body.data).toEqual({
      cron_expression: '30 1 * * *',
      timezone: 'Europe/London',
      description: 'At 01:30',
      next_times: [
        {
          at: '2026-03-29T01:00:00.000Z',
          local: '2026-03-29 02:00:00',
          utc_offset: '+01:00',
          is_after_clock_change: true,
          clock_shift_minutes: 60,
        },
        {
          at: '2026-03-30T00:30:00.000Z',
          local: '2026-03-30 01:30:00',
          utc_offset: '+01:00',
          is_after_clock_change: false,
          clock_shift_minutes: 0,
        },
      ],
    });
    const refused = await server.api
      .post('/api/schedules/preview')
      .send({ cron_expression: '0 0 1 13 *' })
      .expect(400);
    expect(refused.body).toMatchObject({
      error: 'INVALID_CRON',
      message: expect.stringContaining('month "13"'),
    });
  });

  it('starts a run at the planned time, with the values of the schedule and defaults', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    expect(await tick(server)).toBe(0);
    server.clock.set('2026-01-01T09:00:00.020Z');
    expect(await tick(server)).toBe(1);
    expect(await tick(server)).toBe(0);
    const [run] = await runsOf(server, id);
    expect(run).toMatchObject({
      trigger: 'schedule',
      schedule_id: id,
      scheduled_for: '2026-01-01T09:00:00.000Z',
    });
    expect(await finished(server, run.id)).toMatchObject({
      status: 'success',
      params: { CITY: 'Oslo', COUNT: 3 },
      output: 'Oslo 3\n',
    });
    const after = await server.api.get(`/api/schedules/${id}`);
    expect(after.body.data).toMatchObject({
      last_run_time: '2026-01-01T09:00:00.020Z',
      next_run_time: '2026-01-02T09:00:00.000Z',
    });
  });

  it('leaves disabled schedules alone', async () => {
    await newSchedule(server, { script_id: scriptId, params, enabled: false });
    server.clock.set('2026-01-03T00:00:00Z');
    expect(await tick(server)).toBe(0);
  });

  it('answers a planned time with a failed execution when the values no longer fit the script', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    await server.api
      .put(`/api/scripts/${scriptId}`)
      .send({ base_version: 1, parameters: [{ key: 'TOWN', required: true }] })
      .expect(200);
    server.clock.set('2026-01-01T09:00:00Z');
    expect(await tick(server)).toBe(1);
    expect(await runsOf(server, id)).toMatchObject([{ status: 'failed', reason: 'launch' }]);
    await server.api.post(`/api/schedules/${id}/run`).expect(400);
  });

  it('starts each run once although two servers look at the same moment', async () => {
    const { id: plain } = await newScript(server.api, { concurrency_limit: 1 });
    const count = 250; // more than one batch
    await Promise.all(
      Array.from({ length: count }, () => newSchedule(server, { script_id: plain })),
    );
    // the ticker would take turns; two servers do not
    const due = server.app.get(DueSchedules);
    const now = new Date('2026-01-01T09:00:00Z');
    const started = await Promise.all([due.fire(now), due.fire(now)]);
    expect(started[0] + started[1]).toBe(count);
    expect((await server.api.get('/api/executions')).body.data.total).toBe(count);
  });

  it('goes on with the other schedules when one cannot be moved', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const broken = await newSchedule(server, { script_id: scriptId, params });
    const sound = await newSchedule(server, { script_id: scriptId, params });
    await server.app
      .get(DataSource)
      .manager.update(Schedule, { id: broken.id }, { cronExpression: 'gone wrong' });
    server.clock.set('2026-01-01T09:00:00Z');
    expect(await tick(server)).toBe(1);
    expect(await runsOf(server, broken.id)).toHaveLength(0);
    expect(await runsOf(server, sound.id)).toHaveLength(1);
    expect(error.mock.calls).toMatchObject([
      ['Due schedule failed', { code: 'INVALID_CRON' }, { scheduleId: broken.id }],
    ]);
    error.mockRestore();
  });

  it('does not stumble over a planned time that had its run before the clock was set back', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    server.clock.set('2026-01-01T09:00:00Z');
    expect(await tick(server)).toBe(1);
    server.clock.set('2026-01-01T08:00:00Z');
    await server.api.put(`/api/schedules/${id}`).send({ timezone: 'Africa/Abidjan' }).expect(200);
    server.clock.set('2026-01-01T09:00:00Z');
    expect(await tick(server)).toBe(0);
    expect(await runsOf(server, id)).toHaveLength(1);
    const after = await server.api.get(`/api/schedules/${id}`);
    expect(after.body.data.next_run_time).toBe('2026-01-02T09:00:00.000Z');
  });

  it('runs now without touching the planned times, also when disabled', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params, enabled: false });
    const answer = await server.api.post(`/api/schedules/${id}/run`).expect(201);
    expect(answer.body.data).toMatchObject({
      trigger: 'schedule',
      schedule_id: id,
      scheduled_for: null,
    });
    expect(await finished(server, answer.body.data.id)).toMatchObject({ output: 'Oslo 3\n' });
    const after = await server.api.get(`/api/schedules/${id}`);
    expect(after.body.data).toMatchObject({
      last_run_time: '2026-01-01T08:00:00.000Z',
      next_run_time: null,
    });
  });

  it('keeps a script while an enabled schedule starts it', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params, name: 'Monday mail' });
    const refused = await server.api.delete(`/api/scripts/${scriptId}`).expect(409);
    expect(refused.body).toMatchObject({
      error: 'SCRIPT_IN_USE',
      message: expect.stringContaining('"Monday mail"'),
    });
    await server.api.post(`/api/schedules/${id}/toggle`).expect(200);
    await server.api.delete(`/api/scripts/${scriptId}`).expect(200);
    await server.api.get(`/api/schedules/${id}`).expect(404);
  });

  it('keeps the executions of a deleted schedule', async () => {
    const { id } = await newSchedule(server, { script_id: scriptId, params });
    const run = (await server.api.post(`/api/schedules/${id}/run`).expect(201)).body.data;
    await server.api.delete(`/api/schedules/${id}`).expect(200);
    expect(await finished(server, run.id)).toMatchObject({ schedule_id: null });
  });
});

describe('the scheduler of a running server', () => {
  it('fires by itself, soon after the planned time', async () => {
    const server = await startTestApp();
    try {
      const { id: scriptId } = await newScript(server.api);
      const { id } = await newSchedule(server, {
        script_id: scriptId,
        cron_expression: '* * * * * *',
      });
      const run = await eventually('a run', async () => (await runsOf(server, id))[0]);
      await server.api.post(`/api/schedules/${id}/toggle`).expect(200);
      const lateMs = Date.parse(run.created_at) - Date.parse(run.scheduled_for);
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThan(900);
      await finished(server, run.id);
    } finally {
      await server.close();
    }
  });

  it('catches up one run for times missed while no server ran, then goes on from now', async () => {
    const first = await startTestApp();
    first.clock.set('2026-01-01T08:00:00Z');
    const { id: scriptId } = await newScript(first.api);
    const { id } = await newSchedule(first, { script_id: scriptId });
    await first.app.close();
    const second = await startTestApp({ directory: first.directory });
    try {
      const [run] = await eventually('a late run', async () => {
        const runs = await runsOf(second, id);
        return runs.length ? runs : null;
      });
      expect(run.scheduled_for).toBe('2026-01-01T09:00:00.000Z');
      expect(await tick(second)).toBe(0);
      const { next_run_time: next } = (await second.api.get(`/api/schedules/${id}`)).body.data;
      expect(Date.parse(next)).toBeGreaterThan(Date.now());
      await finished(second, run.id);
    } finally {
      await second.close();
      await first.close();
    }
  });
});
