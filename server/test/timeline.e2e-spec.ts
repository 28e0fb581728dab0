import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { ended, execute, getExecution, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const HOUR_MS = 3_600_000;

describe('the timeline', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({ settings: { EXECUTION_GRACE_MS: '300' } });
  });
  afterAll(() => server.close());

  const ask = async (from: number, to: number, more = '') => {
    const window = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
    const { body } = await server.api.get(`/api/executions/timeline?${window}${more}`).expect(200);
    return body.data as { items: { id: number; status: string }[]; is_cut: boolean };
  };
  const idsOf = ({ items }: { items: { id: number }[] }) => items.map(({ id }) => id);

  it('shows what was alive in the window, narrowed by filters', async () => {
    const over = await run(server, 'raise SystemExit(3)');
    const script = await newScript(server.api, { code: 'import time\nwhile 1: time.sleep(0.05)' });
    const running = await execute(server, script.id);
    await eventually('the run is running', async () => {
      return (await getExecution(server, running.id)).status === 'running';
    });
    const now = Date.now();
    const all = await ask(now - HOUR_MS, now + HOUR_MS);
    expect(all).toMatchObject({
      is_cut: false,
      items: [
        { id: running.id, status: 'running', end_time: null, script_id: script.id },
        { id: over.id, status: 'failed', reason: 'exit_code', end_time: expect.any(String) },
      ],
    });
    expect(idsOf(await ask(now - HOUR_MS, now + HOUR_MS, '&reason=exit_code'))).toEqual([over.id]);
    expect(idsOf(await ask(now - HOUR_MS, now + HOUR_MS, '&status=running'))).toEqual([running.id]);
    // a day and more later, what still runs is still there, and what had ended is not
    const later = now + 48 * HOUR_MS;
    expect(idsOf(await ask(later, later + HOUR_MS))).toEqual([running.id]);
    expect(idsOf(await ask(now - 2 * HOUR_MS, now - HOUR_MS))).toEqual([]);
    await server.api.post(`/api/executions/${running.id}/cancel`).expect(200);
    await ended(server, running.id);
  });

  it.each([
    ['from', 'from=soon&to=2026-01-02T00:00:00Z'],
    ['to', 'from=2026-01-02T00:00:00Z'],
    ['to', 'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z'],
    ['to', 'from=2026-01-02T00:00:00Z&to=2026-03-01T00:00:00Z'],
  ])('names the wrong field %s', async (field, query) => {
    const answer = await server.api.get(`/api/executions/timeline?${query}`).expect(400);
    expect(answer.body).toMatchObject({
      error: 'VALIDATION_FAILED',
      fields: [expect.objectContaining({ field })],
    });
  });
});
