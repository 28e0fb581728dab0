import { ScheduleTicker } from '../src/schedules/schedule-ticker.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

interface Day {
  date: string;
  start: string;
  entries: { schedule_id: number; runs: object[]; coming: string[]; has_more: boolean }[];
}

describe('schedules as people look at them', () => {
  let server: TestApp;
  let scriptId: number;

  beforeEach(async () => {
    server = await startTestApp({ settings: { SCHEDULER: 'false' } });
    server.clock.set('2026-03-27T08:00:00Z');
    ({ id: scriptId } = await newScript(server.api, { code: 'raise SystemExit(3)' }));
  });
  afterEach(() => server.close());

  const schedule = async (name: string, fields: object = {}): Promise<number> => {
    const body = { name, script_id: scriptId, cron_expression: '30 1 * * *', ...fields };
    return (await server.api.post('/api/schedules').send(body).expect(201)).body.data.id;
  };
  const days = async (query: object) => {
    const { body } = await server.api.get('/api/schedules/calendar').query(query).expect(200);
    return body.data as { days: Day[]; schedules: { id: number }[]; is_cut: boolean };
  };
  const list = async (query: object = {}) =>
    (await server.api.get('/api/schedules').query(query).expect(200)).body.data.items as {
      id: number;
      name: string;
      enabled: boolean;
      recent_runs: { status: string }[];
    }[];

  it('puts coming times into the days of the viewer, also when the clocks change', async () => {
    const id = await schedule('nightly', { timezone: 'Europe/London' });
    const { days: found, is_cut } = await days({
      from: '2026-03-28',
      to: '2026-03-30',
      timezone: 'Europe/London',
    });
    expect(is_cut).toBe(false);
    expect(found.map(({ date, start }) => [date, start])).toEqual([
      ['2026-03-28', '2026-03-28T00:00:00.000Z'],
      ['2026-03-29', '2026-03-29T00:00:00.000Z'],
      ['2026-03-30', '2026-03-29T23:00:00.000Z'],
    ]);
    expect(found.map(({ entries }) => entries[0]?.coming)).toEqual([
      ['2026-03-28T01:30:00.000Z'],
      ['2026-03-29T01:00:00.000Z'],
      ['2026-03-30T00:30:00.000Z'],
    ]);
    expect(found[0]?.entries[0]?.schedule_id).toBe(id);
    const auckland = await days({
      from: '2026-03-28',
      to: '2026-03-28',
      timezone: 'Pacific/Auckland',
    });
    expect(auckland.days[0]?.start).toBe('2026-03-27T11:00:00.000Z');
  });

  it('tells how planned runs of past days ended', async () => {
    const id = await schedule('nightly');
    server.clock.set('2026-03-28T01:30:01Z');
    expect(await server.app.get(ScheduleTicker).tick()).toBe(1);
    const run = await eventually('the end of the run', async () => {
      const [last] = (await list())[0]?.recent_runs ?? [];
      return last?.status === 'failed' ? last : null;
    });
    const { days: found } = await days({ from: '2026-03-27', to: '2026-03-28' });
    expect(found.map(({ entries }) => entries)).toEqual([
      [],
      [
        {
          schedule_id: id,
          runs: [{ status: 'failed', count: 1, execution_id: (run as { id?: number }).id }],
          coming: [],
          has_more: false,
        },
      ],
    ]);
  });

  it('tells twelve times of a day at most, and nothing of what is off', async () => {
    await schedule('often', { cron_expression: '* * * * *' });
    await schedule('off', { enabled: false });
    const { days: found, schedules } = await days({ from: '2026-03-27', to: '2026-03-28' });
    expect(found.map(({ entries }) => entries.length)).toEqual([1, 1]);
    expect(found[0]?.entries[0]).toMatchObject({ has_more: true });
    expect(found[0]?.entries[0]?.coming[0]).toBe('2026-03-27T08:01:00.000Z');
    expect(found[1]?.entries[0]?.coming).toHaveLength(12);
    expect(found[1]?.entries[0]?.coming[0]).toBe('2026-03-28T00:00:00.000Z');
    expect(schedules).toHaveLength(2);
  });

  it.each([
    [{ from: '2026-03-01', to: '2026-05-02' }, 'to'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'to'],
    [{ from: '2026-02-31', to: '2026-03-01' }, 'from'],
    [{ from: 'today', to: '2026-03-01' }, 'from'],
    [{ from: '2026-03-01', to: '2026-03-02', timezone: 'Mars/Olympus' }, 'timezone'],
  ])('refuses %j', async (query, field) => {
    const { body } = await server.api.get('/api/schedules/calendar').query(query).expect(400);
    expect(body.fields).toEqual([expect.objectContaining({ field })]);
  });

  it('finds schedules by text and state', async () => {
    await schedule('Night backup');
    await schedule('100% report', { enabled: false });
    const names = async (query: object) => (await list(query)).map(({ name }) => name);
    expect(await names({ q: 'BACK' })).toEqual(['Night backup']);
    expect(await names({ q: '%' })).toEqual(['100% report']);
    expect(await names({ state: 'enabled' })).toEqual(['Night backup']);
    expect(await names({ state: 'disabled', q: 'back' })).toEqual([]);
    await server.api.get('/api/schedules').query({ state: 'maybe' }).expect(400);
  });

  it('switches many at once, and leaves out what is gone', async () => {
    const ids = [await schedule('a'), await schedule('b')];
    const { body } = await server.api
      .post('/api/schedules/switch')
      .send({ ids: [...ids, 9999], enabled: false })
      .expect(200);
    expect(body.data.items).toMatchObject([
      { id: ids[0], enabled: false, next_run_time: null },
      { id: ids[1], enabled: false, next_run_time: null },
    ]);
    await server.api.post('/api/schedules/switch').send({ ids: [], enabled: true }).expect(400);
  });
});
