import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually } from '../support/eventually.js';
import { type ExecutionFacts, FaultBed, MODES, settingsOf } from './fault-bed.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The ticker notices a jump at its next look, which may be half a minute away. */
const LOOK_MS = 45_000;

const SHIFTED_CLOCK = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href;

const UNTIL_GO = `
import os, time
print("ready")
while not os.path.exists("go"):
    time.sleep(0.01)
`;

describe('a clock that is set', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-clock-'));
  const file = join(folder, 'offset');
  let bed: FaultBed;
  const setOff = (ms: number) => writeFileSync(file, String(ms));

  const openBed = async (mode: (typeof MODES)[number]) => {
    setOff(0);
    bed = await FaultBed.open({
      ...settingsOf(mode),
      NODE_OPTIONS: `--import=${SHIFTED_CLOCK}`,
      CLOCK_OFFSET_FILE: file,
    });
  };
  afterEach(() => bed.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  const durationOf = ({ start_time, end_time }: ExecutionFacts) =>
    Date.parse(String(end_time)) - Date.parse(String(start_time));

  it.each(MODES.flatMap((mode) => [-DAY_MS, DAY_MS].map((jumpMs) => ({ ...mode, jumpMs }))))(
    'ends no run early and makes none last less than nothing ($isolation, $jumpMs ms)',
    async ({ jumpMs, ...mode }) => {
      await openBed(mode);
      const script = await bed.newScript(UNTIL_GO, { timeout_seconds: 60 });
      const [live, adopted] = [await bed.execute(script), await bed.execute(script)];
      for (const id of [live, adopted])
        await eventually('it talks', async () => (await bed.get(id)).status === 'running');
      setOff(jumpMs);
      writeFileSync(bed.space(live, 'go'), '');
      const ended = await bed.ended(live);
      expect(ended).toMatchObject({ status: 'success' });
      expect(durationOf(ended)).toBeGreaterThanOrEqual(0);
      await bed.kill();
      await bed.start();
      expect(await bed.get(adopted)).toMatchObject({ status: 'running' });
      writeFileSync(bed.space(adopted, 'go'), '');
      const last = await bed.ended(adopted);
      expect(last).toMatchObject({ status: 'success', output: 'ready\n' });
      expect(durationOf(last)).toBeGreaterThanOrEqual(0);
      await bed.expectSound();
    },
  );

  it('fires no planned time twice and loses none', async () => {
    await openBed(MODES[0]);
    const script = await bed.newScript('print("planned")');
    await bed.server.api
      .post('/api/schedules')
      .send({ script_id: script, name: 'hourly', cron_expression: '0 * * * *', timezone: 'UTC' })
      .expect(201);
    const first = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    const firedFor = async () =>
      (await bed.list()).map((run) => Date.parse(String(run['scheduled_for'])));
    const untilFired = (time: number) =>
      eventually('it fires', async () => (await firedFor()).includes(time), LOOK_MS);

    setOff(first + 60_000 - Date.now());
    await untilFired(first);
    setOff(-DAY_MS);
    await bed.kill();
    await bed.start();
    setOff(first + HOUR_MS + 60_000 - Date.now());
    await bed.kill();
    await bed.start();
    await untilFired(first + HOUR_MS);
    expect(await firedFor()).toEqual([first, first + HOUR_MS]);
    await bed.expectSound();
  });
});
