import { countingScript, expectCounted } from './counting-script.js';
import { FaultBed, IS_LONG, MODES, settingsOf } from './fault-bed.js';

const RESTARTS = IS_LONG ? 1_000 : 10;
/** Runs asked for between two deaths of the server. */
const RUNS = 5;
const LINES = 600;
/** Longest that a server lives after it was asked, in milliseconds: longer than a run takes from start to end. */
const LIFE_MS = 400;

describe.each(MODES)('many restarts ($isolation, $warmSlots warm slots)', (mode) => {
  let bed: FaultBed;
  beforeAll(async () => {
    bed = await FaultBed.open(settingsOf(mode));
  });
  afterAll(() => bed.close());

  it(
    `lose no run and no line (${RESTARTS} times kill -9 under load)`,
    async () => {
      const script = await bed.newScript(countingScript(LINES));
      const asked: number[] = [];
      for (let restart = 0; restart < RESTARTS; restart++) {
        for (let run = 0; run < RUNS; run++) asked.push(await bed.execute(script));
        // each death meets the runs at another point of their lives
        await new Promise((resolve) => setTimeout(resolve, (restart * LIFE_MS) / RESTARTS));
        await bed.kill();
        await bed.start();
        if (restart % 50 === 49) await bed.expectSound();
      }
      for (const id of asked) {
        expect(await bed.ended(id)).toMatchObject({ reason: 'exit_code', exit_code: 7 });
        await expectCounted(bed, id, LINES);
      }
      expect((await bed.list()).map(({ id }) => id)).toEqual(asked);
      await bed.expectSound();
    },
    IS_LONG ? 4 * 3_600_000 : undefined,
  );
});
