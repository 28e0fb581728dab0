import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { eventually } from '../support/eventually.js';
import { FaultBed, MODES, settingsOf } from './fault-bed.js';

/** Runs until it is told to end. */
const UNTIL_GO = `
import os, sys, time
print("ready")
while not os.path.exists("go"):
    time.sleep(0.01)
print("told to end")
sys.exit(7)
`;

const FILES = ['spec.json', 'status', 'timeline', 'dropped', 'stop', 'stdout.log'];

const DAMAGES: Record<string, (path: string) => void> = {
  missing: (path) => rmSync(path, { force: true }),
  empty: (path) => writeFileSync(path, ''),
  torn: (path) => {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > 0) truncateSync(path, Math.floor(size / 2));
  },
  garbage: (path) =>
    writeFileSync(path, Buffer.from('\0\xff{"id": "\u{1f4a5}\nrun 1 x y\nexit z\n')),
  'a folder': (path) => {
    rmSync(path, { force: true });
    mkdirSync(path);
  },
};

const CASES = FILES.flatMap((file) =>
  Object.keys(DAMAGES).map((damage) => ({ file, damage, live: 0, over: 0 })),
);

describe.each(MODES)('damaged files ($isolation, $warmSlots warm slots)', (mode) => {
  let bed: FaultBed;
  beforeAll(async () => {
    bed = await FaultBed.open(settingsOf(mode));
    const script = await bed.newScript(UNTIL_GO);
    for (const one of CASES) {
      one.live = await bed.execute(script);
      one.over = await bed.execute(script);
    }
    for (const { live, over } of CASES)
      for (const id of [live, over]) await eventually(`${id} talks`, () => isReady(id));
    await bed.kill();
    for (const { over } of CASES) writeFileSync(bed.space(over, 'go'), '');
    for (const { over } of CASES)
      await eventually(`${over} ends`, () => /^exit |"exit-code"/m.test(bed.status(over)));
    for (const { file, damage, live, over } of CASES)
      for (const id of [live, over]) DAMAGES[damage]?.(bed.control(id, file));
    await bed.start();
  });
  afterAll(() => bed.close());

  const isReady = (id: number) =>
    statSync(bed.control(id, 'stdout.log'), { throwIfNoEntry: false })?.size;

  it.each(CASES)('a run that is over, with $file $damage, gets an end', async ({ over }) => {
    expect(await bed.ended(over)).toMatchObject({ status: 'failed' });
  });

  it('rows and processes agree', () => bed.expectSound());

  it.each(CASES)('a run that goes on, with $file $damage, gets an end', async ({ file, live }) => {
    writeFileSync(bed.space(live, 'go'), '');
    const ended = await bed.ended(live);
    expect(ended.status).toBe('failed');
    // what does not tell how a run goes must not change how it ends
    if (file !== 'status') expect(ended.exit_code).toBe(7);
  });

  it('leave nothing when all have ended', async () => {
    await bed.expectSound();
    expect(bed.processes().filter(({ folder }) => folder.startsWith('execution_'))).toEqual([]);
  });

  it.each(['space', 'control'] as const)('a run whose %s folder vanishes ends', async (which) => {
    const script = await bed.newScript('import time\nprint("ready", flush=True)\ntime.sleep(0.5)');
    const id = await bed.execute(script);
    await eventually('it talks', () => isReady(id));
    rmSync(bed[which](id), { recursive: true });
    expect(await bed.ended(id)).toMatchObject(
      which === 'space' ? { status: 'success' } : { status: 'failed', reason: 'lost' },
    );
    await bed.server.api.get(`/api/executions/${id}/files`).expect(200);
    await bed.server.api.get(`/api/executions/${id}/logs`).expect(200);
    await bed.expectSound();
  });

  it('a pid that somebody else has by now is left alone', async () => {
    const script = await bed.newScript(UNTIL_GO);
    const [id, other] = [await bed.execute(script), await bed.execute(script)];
    for (const one of [id, other]) await eventually('it talks', () => isReady(one));
    await bed.kill();
    writeFileSync(bed.space(id, 'go'), '');
    await eventually('it ends', () => /^exit |"exit-code"/m.test(bed.status(id)));
    // the record of a run that never ended, with pids that are the other one's
    const status = readFileSync(bed.control(other, 'status'), 'utf8');
    const changed = status
      .replace(/^run (\d+) \d+ (\d+) \d+ /m, 'run $1 1 $2 1 ')
      .replace(/("pid-namespace": )\d+/, '$11');
    expect(changed).not.toBe(status);
    writeFileSync(bed.control(id, 'status'), changed);
    await bed.start();
    expect(await bed.ended(id)).toMatchObject({ status: 'failed', reason: 'lost' });
    expect(await bed.get(other)).toMatchObject({ status: 'running' });
    writeFileSync(bed.space(other, 'go'), '');
    expect(await bed.ended(other)).toMatchObject({ exit_code: 7 });
  });
});
