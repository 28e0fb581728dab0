import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_LIMITS, type ResourceLimits } from './resource-limits.js';
import type { RunOutcome } from './run.types.js';
import type { Runner } from './runner.js';
import {
  LEVELS,
  NICENESS,
  processesWith,
  pythonFor,
  RunnerTestBed,
} from './runner-test-bed-spec.js';

const MIB = 1_048_576;

/** Takes memory in steps, so that nothing but a limit is in its way. */
const HOG = `
import time
taken = []
for _ in range(60):
    taken.append(bytearray(10 << 20))
    time.sleep(0.02)
time.sleep(30)`;
const CROWD = `
import subprocess, time
crowd = [subprocess.Popen(['/bin/sleep', '30']) for _ in range(40)]
time.sleep(30)`;
/** Bounded: a limit that fails must not take the machine along. */
const BOMB = `
import os, time
for _ in range(9):
    try:
        os.fork()
    except OSError:
        pass
time.sleep(30)`;
const BURN = `
import os, time
os.fork()
end = time.monotonic() + 30
while time.monotonic() < end:
    pass`;
const FILL = `
import os, time
os.mkdir("deep")
with open("deep/filler", "wb") as filler:
    filler.write(b"x" * (8 << 20))
time.sleep(30)`;
const FILL_NAMELESS = FILL.replaceAll('"deep', 'b"deep\\xff');
const FILL_DELETED = `
import os, time
filler = open("filler", "wb")
os.unlink("filler")
filler.write(b"x" * (8 << 20))
time.sleep(30)`;
const TALK = `
import time
for _ in range(5):
    print("x" * MIB * 2)
    time.sleep(0.02)
time.sleep(30)`.replace('MIB', String(MIB));
const OPEN = `
files = []
try:
    while len(files) < 500:
        files.append(open("/dev/null"))
except OSError as error:
    print(error.errno)`;

/** Writes files of 160 MiB, and tells what keeps it from doing so. */
const FILL_MEMORY = {
  python: `
import errno
for path in ['/tmp/x', '/dev/shm/x', '/dev/x']:
    try:
        with open(path, 'wb', 0) as file:
            for _ in range(160):
                file.write(bytes(1 << 20))
        print(path, 'written')
    except OSError as error:
        print(path, errno.errorcode[error.errno])`,
  javascript: `
const fs = require('node:fs');
const piece = Buffer.alloc(1 << 20);
for (const path of ['/tmp/x', '/dev/shm/x', '/dev/x'])
  try {
    const file = fs.openSync(path, 'w');
    for (let count = 0; count < 160; count++) fs.writeSync(file, piece);
    console.log(path, 'written');
  } catch ({ code }) {
    console.log(path, code);
  }`,
};

/** Ends well once its main thread, another one and the group of its session have stepped back; the next ones it starts have. */
const STEP_BACK = `
import os, subprocess, threading, time
end = time.monotonic() + 20
def until(is_so):
    while not is_so():
        if time.monotonic() > end: os._exit(1)
        time.sleep(0.01)
def wait():
    until(lambda: os.getpriority(os.PRIO_PROCESS, 0) >= ${NICENESS})
thread = threading.Thread(target=wait)
thread.start()
wait()
thread.join()
group = '/proc/self/autogroup'
until(lambda: not os.path.exists(group) or open(group).read().endswith('nice ${NICENESS}\\n'))
print(subprocess.check_output('nice', text=True).strip())`;

const WAYS = LEVELS.flatMap((level) =>
  [true, false].map((usesGroups) => ({ level, way: usesGroups ? 'cgroup' : 'watch', usesGroups })),
);

describe.each(WAYS)('limits at isolation level $level, held by $way', ({ level, usesGroups }) => {
  const bed = new RunnerTestBed();
  const marks: string[] = [];
  let runner: Runner;
  beforeAll(async () => {
    const interpreters = { python: pythonFor(level), javascript: 'node' };
    runner = await bed.openRunner(level, { usesGroups, interpreters });
    expect(runner.groupsObstacle === null).toBe(usesGroups);
  });
  afterAll(() => bed.close());

  async function outcomeOf(code: string, limits: Partial<ResourceLimits>): Promise<RunOutcome> {
    const run = await runner.start(bed.spec(code, { resources: { ...NO_LIMITS, ...limits } }));
    marks.push(run.mark);
    const outcome = await run.outcome;
    expect(processesWith(run.mark)).toEqual([]);
    return outcome;
  }

  it('end a run that takes too much memory', async () => {
    const outcome = await outcomeOf(HOG, { memoryBytes: 100 * MIB });
    expect(outcome).toMatchObject({
      status: 'failed',
      reason: 'out_of_memory',
      message: 'Killed after using more than 100 MiB of memory.',
    });
    // a look is a quarter of a second old at most
    expect(outcome.maxRssBytes).toBeGreaterThan(40 * MIB);
    expect(outcome.cpuMs).toBeGreaterThan(0);
  });

  it('end a run that has too many processes, and a fork bomb', async () => {
    for (const code of [CROWD, BOMB])
      expect(await outcomeOf(code, { processes: 20 })).toMatchObject({
        reason: 'process_limit',
        message: 'Killed after running more than 20 processes at a time.',
      });
  });

  it('end a run that takes too much processor time, over all its processes', async () => {
    const outcome = await outcomeOf(BURN, { cpuSeconds: 1 });
    expect(outcome).toMatchObject({ reason: 'cpu_limit' });
    expect(outcome.cpuMs).toBeLessThan(3_000);
  });

  it.each([
    ['take too much', FILL],
    ['take too much and have names that are no text', FILL_NAMELESS],
    ['take too much and are deleted while they are open', FILL_DELETED],
  ])('end a run whose files %s', async (_how, code) => {
    expect(await outcomeOf(code, { spaceBytes: 4 * MIB })).toMatchObject({
      reason: 'space_limit',
      message: 'Killed after its files took more than 4 MiB.',
    });
  });

  it('end a run that prints too much, whether or not it is kept', async () => {
    for (const logLimitBytes of [2 ** 26, 2 ** 16]) {
      const resources = { ...NO_LIMITS, logBytes: 6 * MIB };
      const run = await runner.start(bed.spec(TALK, { logLimitBytes, resources }));
      expect(await run.outcome).toMatchObject({
        reason: 'log_limit',
        message: 'Killed after printing more than 6 MiB.',
      });
    }
  });

  it('let no process open too many files', async () => {
    const outcome = await outcomeOf(OPEN, { openFiles: 64 });
    expect(outcome).toMatchObject({ status: 'success', outputTail: '24\n' });
  });

  it('hold for a run that the next server goes on with', async () => {
    const wait = 'import os, time\nwhile not os.path.exists("go"): time.sleep(0.01)\n';
    const limits = { ...NO_LIMITS, memoryBytes: 100 * MIB };
    const run = await runner.start(bed.spec(wait + HOG, { resources: limits }));
    await run.started;
    await runner.close();
    const interpreters = { python: pythonFor(level), javascript: 'node' };
    runner = await bed.openRunner(level, { usesGroups, interpreters });
    const adoption = await runner.adopt(run.id, bed.spec('', {}));
    if (adoption.kind !== 'run') throw new Error(adoption.kind);
    writeFileSync(join(bed.spacesDirectory, `execution_${run.id}`, 'go'), '');
    expect(await adoption.run.outcome).toMatchObject({ reason: 'out_of_memory' });
  });

  it('leave runs alone that stay below them, and keep what they used', async () => {
    const code = `import time\ntaken = bytearray(30 << 20)\nend = time.time() + 1.2\nwhile time.time() < end: pass`;
    const run = await runner.start(
      bed.spec(code, {
        resources: {
          memoryBytes: 200 * MIB,
          processes: 20,
          cpuSeconds: 20,
          spaceBytes: 50 * MIB,
          logBytes: 50 * MIB,
          openFiles: 256,
        },
      }),
    );
    expect(await run.outcome).toMatchObject({ status: 'success', reason: null });
    const points = runner.usageOf(run.id);
    expect(points.length).toBeGreaterThanOrEqual(2);
    // the last look may meet a process that has just ended
    expect(Math.max(...points.map(({ rssBytes }) => rssBytes))).toBeGreaterThan(30 * MIB);
    expect(Math.max(...points.map(({ cpuMs }) => cpuMs))).toBeGreaterThan(200);
    expect(points.map(({ atMs }) => atMs)).toEqual(
      points.map(({ atMs }) => atMs).toSorted((a, b) => a - b),
    );
  });

  it('let a run of some length step behind the server', async () => {
    const outcome = await outcomeOf(STEP_BACK, {});
    expect(outcome.status).toBe('success');
    expect(Number(outcome.outputTail)).toBeGreaterThanOrEqual(NICENESS);
  });

  it('leave no control group behind', () => {
    expect(marks.length).toBeGreaterThan(0);
    // others that run tests at the same time have groups of their own
    const isOurs = (name: string) => marks.some((mark) => name.endsWith(`_${mark.slice(0, 12)}`));
    const folder = '/sys/fs/cgroup/pids';
    const groups = existsSync(folder) ? readdirSync(folder) : [];
    expect(groups.filter(isOurs)).toEqual([]);
  });
});

describe('the memory limit of a sandbox', () => {
  const bed = new RunnerTestBed();
  afterAll(() => bed.close());

  it.each(['python', 'javascript'] as const)(
    'holds for files in memory, wherever there may be one (%s)',
    async (language) => {
      const runner = await bed.openRunner('bwrap', { usesGroups: false });
      const memoryBytes = 128 * MIB;
      const resources = { ...NO_LIMITS, memoryBytes };
      const run = await runner.start(bed.spec(FILL_MEMORY[language], { language, resources }));
      expect(await run.outcome).toMatchObject({
        errorTail: '',
        outputTail: '/tmp/x ENOSPC\n/dev/shm/x ENOSPC\n/dev/x EROFS\n',
      });
    },
  );
});
