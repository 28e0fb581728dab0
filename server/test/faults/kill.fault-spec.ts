import { existsSync, statSync } from 'node:fs';
import { countingScript, expectBegun, expectCounted } from './counting-script.js';
import { FaultBed, MODES, settingsOf } from './fault-bed.js';

const LINES = 400;
/** More than can be counted before a stop that was asked for is carried out. */
const ENDLESS_LINES = 400_000;
/** Enough that some kills meet the tenth of a millisecond that matters. */
const ROUNDS = 20;
const PATIENCE_MS = 10_000;

/** Moments in the life of a run, by what its control folder tells. */
const MOMENTS: Record<string, (bed: FaultBed, id: number) => boolean> = {
  recorded: (bed, id) =>
    existsSync(bed.control(id, 'spec.json')) || existsSync(bed.control(id, 'spec.new')),
  claimed: (bed, id) => existsSync(bed.control(id, 'status')),
  started: (bed, id) => bed.supervisor(id) !== null,
  talking: (bed, id) =>
    (statSync(bed.control(id, 'stdout.log'), { throwIfNoEntry: false })?.size ?? 0) > 0,
  ended: (bed, id) => /^exit |"exit-code"/m.test(bed.status(id)),
};

/** Looks as often as it can: the moments are tenths of milliseconds long. */
async function untilMoment(moment: string, bed: FaultBed, id: number): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!MOMENTS[moment]?.(bed, id)) {
    if (performance.now() > end) throw new Error(`Run ${id} was never ${moment}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lets nothing else happen meanwhile. */
function soon<T>(probe: () => T | null): T {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = probe();
    if (found !== null) return found;
    if (performance.now() > end) throw new Error('It never was.');
  }
}

describe.each(MODES)('kill -9 ($isolation, $warmSlots warm slots)', (mode) => {
  let bed: FaultBed;
  let script = 0;
  let last = 0;
  beforeAll(async () => {
    bed = await FaultBed.open(settingsOf(mode));
    script = await bed.newScript(countingScript(LINES));
    last = await bed.execute(script);
    await bed.ended(last);
  });
  afterAll(() => bed.close());

  /** Asks for a run without waiting for the answer: a server that is killed may never give one. */
  const ask = (scriptId = script) => {
    const asked = fetch(`${bed.server.url}/api/scripts/${scriptId}/execute`, { method: 'POST' });
    asked.catch(() => undefined);
    return ++last;
  };

  it.each(Object.keys(MOMENTS))('of the server when a run is %s', async (moment) => {
    const id = ask();
    await untilMoment(moment, bed, id);
    await bed.kill();
    await bed.start();
    expect(await bed.ended(id)).toMatchObject({ reason: 'exit_code', exit_code: 7 });
    await expectCounted(bed, id, LINES);
    await bed.expectSound();
  });

  it('of the server when a run is being stopped', async () => {
    const id = ask(await bed.newScript(countingScript(ENDLESS_LINES)));
    await untilMoment('talking', bed, id);
    void fetch(`${bed.server.url}/api/executions/${id}/cancel`, { method: 'POST' }).catch(() => 0);
    await untilMoment('ended', bed, id);
    await bed.kill();
    await bed.start();
    expect(await bed.ended(id)).toMatchObject({ status: 'cancelled' });
    await expectBegun(bed, id, ENDLESS_LINES);
    await bed.expectSound();
  });

  it.each(Object.keys(MOMENTS))('of the spawner when a run is %s', async (moment) => {
    // one that was killed as soon as it had begun is started again when it is needed
    await bed.ended((last = await bed.execute(script)));
    const spawner = bed.spawner();
    if (spawner === null) throw new Error('There is no spawner.');
    const id = ask();
    await untilMoment(moment, bed, id);
    process.kill(spawner, 'SIGKILL');
    const ended = await bed.ended(id);
    // A spawner that died between taking a run and starting it cannot say which of the two happened last.
    if (ended.reason !== 'launch')
      expect(ended).toMatchObject({ reason: 'exit_code', exit_code: 7 });
    if (ended.reason === 'exit_code') await expectCounted(bed, id, LINES);
    await bed.expectSound();
  });

  it.each(['started', 'talking', 'ended'])('of the supervisor when a run is %s', async (moment) => {
    const id = ask();
    await untilMoment('started', bed, id);
    const supervisor = bed.supervisor(id);
    await untilMoment(moment, bed, id);
    // It may have ended by itself, which is as good an end.
    if (supervisor !== null && existsSync(`/proc/${supervisor}`))
      process.kill(supervisor, 'SIGKILL');
    expect((await bed.ended(id)).status).toBe('failed');
    await expectBegun(bed, id, LINES);
    await bed.expectSound();
  });

  it('of server and spawner at once', async () => {
    const id = ask();
    await untilMoment('talking', bed, id);
    const spawner = bed.spawner();
    await bed.kill();
    if (spawner !== null) process.kill(spawner, 'SIGKILL');
    await bed.start();
    expect(await bed.ended(id)).toMatchObject({ reason: 'exit_code', exit_code: 7 });
    await expectCounted(bed, id, LINES);
    await bed.expectSound();
  });
});

describe('kill -9 of bubblewrap while it sets up', () => {
  let bed: FaultBed;
  beforeAll(async () => {
    bed = await FaultBed.open(settingsOf({ isolation: 'bwrap', warmSlots: 0 }));
  });
  afterAll(() => bed.close());

  it('leaves neither a run that goes on for ever nor a process', async () => {
    const script = await bed.newScript(countingScript(LINES));
    for (let id = 1; id <= ROUNDS; id++) {
      const asked = bed.execute(script);
      await untilMoment('claimed', bed, id);
      process.kill(
        soon(() => bed.supervisor(id)),
        'SIGKILL',
      );
      expect(await bed.ended(await asked)).toMatchObject({ status: 'failed' });
    }
    await bed.expectSound();
  });
});
