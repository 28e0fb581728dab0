import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootClockMs } from './boot-clock.js';
import { readProcess } from './process-table.js';
import { waitUntil } from './process-tree.js';
import type { RunSpec } from './run.types.js';
import type { Runner } from './runner.js';
import { LEVELS, LIMITS, processesWith, RunnerTestBed } from './runner-test-bed-spec.js';
import { PARITY_SCRIPTS } from './warm-parity-spec.js';

/** Node names at the end of a trace what called the script: its own start, or the event loop after a wait. */
const NODE_ENTRY = /\n {4}at (node:internal\/main\/\S+|process\.processImmediate \(\S+\))/g;

/** Uses half a second of processor time. */
const BUSY = {
  python: 'import time\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass',
  javascript: `const used = () => process.cpuUsage().user + process.cpuUsage().system;
const end = used() + 500_000;
while (used() < end);`,
};

/** Has a module of its own that is named like one that interpreters load while they wait. */
const hiding = (search: string) => `
import os, sys
os.makedirs('lib')
with open('lib/csv.py', 'w') as module: module.write('word = "fine"')
${search}
import csv
print(csv.word)`;

/** One that waits has its space already, and a user of its own comes with the space. */
const WARM_LEVELS = LEVELS.filter((level) => level !== 'uid');

describe.each(WARM_LEVELS)('waiting interpreters at isolation level %s', (level) => {
  const bed = new RunnerTestBed();
  let cold: Runner;
  let warm: Runner;

  beforeAll(async () => {
    cold = await bed.openRunner(level);
    warm = await bed.openRunner(level, { warmSlots: 1 });
    warm.warmUp();
  });
  afterAll(() => bed.close());

  const slots = () =>
    readdirSync(bed.controlDirectory)
      .filter((name) => name.startsWith('warm_'))
      .map((name) => join(bed.controlDirectory, name));
  /** One of each language. */
  const untilReady = async () => {
    if (!(await waitUntil(() => warm.warmCount === 2, 10_000, 2))) throw new Error('Not ready.');
  };

  const runWarm = async (spec: RunSpec) => {
    await untilReady();
    return warm.start(spec);
  };

  const factsOf = async (runner: Runner, id: number) => {
    const run = await runner.adopt(id, LIMITS);
    if (run.kind !== 'run') throw new Error(run.kind);
    const outcome = await run.run.outcome;
    const space = runner.spaceOf(id);
    const { exitCode, signal, reason, message, outputTail, errorTail } = outcome;
    const seen = { exitCode, signal, reason, message, outputTail, errorTail };
    const text = JSON.stringify(seen).replaceAll(space, '<space>');
    return {
      ...(JSON.parse(text) as typeof seen),
      errorTail: errorTail.replaceAll(space, '<space>').replace(NODE_ENTRY, '\n    at <entry>'),
      files: readdirSync(space)
        .filter((name) => name !== '__pycache__')
        .map((name) => [name, readFileSync(join(space, name), 'utf8')]),
    };
  };

  it.each(['python', 'javascript'] as const)(
    'is not charged what its interpreter used to get ready (%s)',
    async (language) => {
      const code = {
        python: 'import time\nprint(time.process_time() * 1000)',
        javascript:
          'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)',
      }[language];
      const run = await runWarm(bed.spec(code, { language }));
      const { isWarm, cpuMs, outputTail } = await run.outcome;
      expect(isWarm).toBe(true);
      // of the process, from its start on; what sets up the sandbox and ends the process comes on top
      expect(cpuMs).toBeLessThan(Number(outputTail));
      const busy = await runWarm(bed.spec(BUSY[language], { language }));
      expect((await busy.outcome).cpuMs).toBeGreaterThan(450);
    },
  );

  it('count the time from when a run took them, however long they have waited (javascript)', async () => {
    const code = `
console.log(JSON.stringify([
  Date.now() - process.uptime() * 1000,
  Date.now() - performance.now(),
  Date.now() - performance.mark('here').startTime,
  Date.now() - performance.measure('from the start').duration,
  performance.timeOrigin,
  performance.toJSON().timeOrigin,
]))`;
    await untilReady();
    const isOld = () => slots().every((folder) => ageMs(interpreterOf(folder)) > 1_000);
    expect(await waitUntil(isOld, 10_000, 20)).toBe(true);
    const run = await warm.start(bed.spec(code, { language: 'javascript' }));
    const { isWarm, startedAt, outputTail } = await run.outcome;
    expect(isWarm).toBe(true);
    const starts = JSON.parse(outputTail) as number[];
    expect(starts).toHaveLength(6);
    // the time of day and the time since the start differ by what the former is corrected by
    expect(Math.min(...starts)).toBeGreaterThan(startedAt.getTime() - 100);
  });

  it.each(PARITY_SCRIPTS)(
    'run a script as a cold start does: %s (%s)',
    async (_, language, code) => {
      const more = { language, env: { CITY: '上海', A: '1' } };
      const one = await runWarm(bed.spec(code, more));
      const other = await cold.start(bed.spec(code, more));
      expect((await one.outcome).isWarm).toBe(true);
      expect((await other.outcome).isWarm).toBe(false);
      expect(await factsOf(warm, one.id)).toEqual(await factsOf(cold, other.id));
    },
  );

  it('serve one run each, in a space of its own', async () => {
    const code =
      'import os\nprint(os.listdir("."), os.path.exists("/tmp/left"))\nopen("/tmp/left", "w")';
    if (level === 'bwrap') {
      for (let round = 0; round < 2; round++) {
        const run = await runWarm(bed.spec(code));
        expect(await run.outcome).toMatchObject({
          isWarm: true,
          outputTail: "['main.py'] False\n",
        });
      }
    }
    const names = new Set<string>();
    for (let round = 0; round < 2; round++) {
      const run = await runWarm(
        bed.spec('import os\nprint(os.getpid(), os.urandom(4).hex(), hash("a"))'),
      );
      names.add((await run.outcome).outputTail);
    }
    expect(names.size).toBe(2);
  });

  it.each([
    ['with uploaded files', { hasFiles: true }],
    ['with input', { hasInput: true }],
    ['with a variable that is read at the start', { env: { SSL_CERT_FILE: '/x' } }],
    ['with modules before those that are loaded', { code: hiding("sys.path.insert(0, 'lib')") }],
    ['with modules put before those that are loaded', { code: hiding("sys.path[:0] = ['lib']") }],
    [
      'that writes a module named like one that is loaded',
      { code: `open('csv.py', 'w').write('word = "fine"')\nimport csv\nprint(csv.word)` },
    ],
    [
      'that writes a package named like a module that is loaded',
      {
        code: `import os\nos.mkdir('json')
with open(os.path.join('json', '__init__.py'), 'w') as module: module.write('word = "fine"')
import json\nprint(json.word)`,
      },
    ],
    [
      'that looks at what called it',
      { code: `import inspect\nprint('fine' if len(inspect.stack()) == 1 else inspect.stack())` },
    ],
    ['with more variables than an order holds', { env: { BIG: 'x'.repeat(40_000) } }],
  ])('leave a run %s to a cold start', async (_, more) => {
    const spec = bed.spec('print("fine")', more);
    if (spec.hasFiles) await (await cold.start({ ...spec, hasFiles: false })).outcome;
    const run = await runWarm(spec);
    expect(await run.outcome).toMatchObject({ isWarm: false, outputTail: 'fine\n' });
  });

  it.each(['python', 'javascript'] as const)(
    'are not used up by a run that cannot be given its variables (%s)',
    async (language) => {
      const run = await runWarm(bed.spec('', { language, env: { A: '\ud800' } }));
      expect(await run.outcome).toMatchObject({ reason: 'launch', isWarm: false });
      const next = await warm.start(bed.spec('', { language }));
      expect(await next.outcome).toMatchObject({ status: 'success', isWarm: true });
    },
  );

  it('are passed over when they have died meanwhile', async () => {
    await untilReady();
    for (const folder of slots()) killAndWait(interpreterOf(folder));
    const run = await warm.start(bed.spec('print("fine")'));
    expect(await run.outcome).toMatchObject({ status: 'success', outputTail: 'fine\n' });
  });

  it('give a run back when the spawner ends before it has passed on the order', async () => {
    await untilReady();
    const isOurs = (pid: number) => readProcess(pid)?.parent === process.pid;
    const spawners = processesWith('spawner.py').filter(isOurs);
    for (const spawner of spawners) process.kill(spawner, 'SIGSTOP');
    const run = await warm.start(bed.spec('print("fine")'));
    for (const spawner of spawners) process.kill(spawner, 'SIGKILL');
    expect(await run.outcome).toMatchObject({
      ...{ status: 'success', outputTail: 'fine\n', isWarm: false },
    });
  });

  it('end with the server, and leave nothing', async () => {
    const other = new RunnerTestBed();
    const server = await other.openRunner(level, { warmSlots: 2 });
    server.warmUp();
    const folders = () =>
      readdirSync(other.spacesDirectory).filter((name) => name !== 'package.json');
    await waitUntil(() => server.warmCount === 4, 10_000, 5);
    expect(folders()).toHaveLength(4);
    await server.close();
    expect(folders()).toEqual([]);
    const isUsed = () =>
      readdirSync('/proc').some(
        (pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(other.base),
      );
    expect(await waitUntil(() => !isUsed(), 5_000, 5)).toBe(true);
    await other.close();
  });

  it('are stopped like any other run', async () => {
    const run = await runWarm(bed.spec('import time\nprint("ready")\ntime.sleep(60)'));
    await waitUntil(() => run.position().stdout > 0, 10_000, 5);
    run.stop('cancelled');
    expect(await run.outcome).toMatchObject({ status: 'cancelled', isWarm: true });
  });
});

/** Pid of one that waits, or of the first process of its sandbox. */
function interpreterOf(slot: string): number {
  const status = readFileSync(join(slot, 'status'), 'utf8');
  const pid = /child-pid": (\d+)|^run (\d+)/m.exec(status);
  return Number(pid?.[1] ?? pid?.[2]);
}

/** How long a process has been there (proc_pid_stat(5) counts in hundredths of a second). */
const ageMs = (pid: number): number =>
  bootClockMs() - Number(readProcess(pid)?.startTime ?? Infinity) * 10;

/** Holds the event loop up meanwhile, so that the server does not hear of it. */
function killAndWait(pid: number): void {
  process.kill(pid, 'SIGKILL');
  const end = performance.now() + 5_000;
  while (!/^(gone|\d+ \(.*\) Z)/.test(statOf(pid)))
    if (performance.now() > end) throw new Error('The kill had no effect.');
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return 'gone';
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // Ended since the folder was listed.
    return '';
  }
}
