import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootClockMs } from './boot-clock.js';
import { compileEngine } from './compiled-engine-spec.js';
import { findInterpreter } from './interpreters.js';
import { readBootId } from './process-table.js';
import { waitUntil } from './process-tree.js';
import type { IsolationLevel, RunOutcome } from './run.types.js';
import type { Run, Runner } from './runner.js';
import {
  collect,
  LEVELS,
  LIMITS,
  pythonFor,
  RunnerTestBed,
  USUAL,
  untilPrinted,
} from './runner-test-bed-spec.js';

async function adoptedRun(runner: Runner, id: number): Promise<Run> {
  const adoption = await runner.adopt(id, LIMITS);
  if (adoption.kind !== 'run') throw new Error('The run was taken for never started.');
  return adoption.run;
}

describe.each(LEVELS)('a server that starts again, at isolation level %s', (level) => {
  const bed = new RunnerTestBed();
  afterAll(() => bed.close());

  it('finds a run that goes on, and publishes on from where the last server stopped', async () => {
    const first = await bed.openRunner(level);
    const spec = bed.spec(
      'import os, time\nprint("one")\nwhile not os.path.exists("go"):\n    time.sleep(0.01)\nprint("two")\nexit(4)',
    );
    const run = await first.start(spec);
    await untilPrinted(run, 'one');
    await first.close();
    const second = await bed.openRunner(level);
    const adopted = await adoptedRun(second, spec.id);
    const { chunks } = collect(adopted);
    expect(adopted.position()).toEqual({ stdout: 4, stderr: 0 });
    writeFileSync(join(second.spaceOf(spec.id), 'go'), '');
    expect(await adopted.outcome).toMatchObject({
      status: 'failed',
      exitCode: 4,
      outputTail: 'one\ntwo\n',
    });
    expect(chunks).toMatchObject([{ stream: 'stdout', offset: 4, end: 8, text: 'two\n' }]);
    expect(await second.adopt(spec.id, LIMITS)).toEqual({ kind: 'run', run: adopted });
  });

  it('knows how a run ended while there was no server', async () => {
    const first = await bed.openRunner(level);
    const spec = bed.spec('import time\nprint("ready")\ntime.sleep(0.2)\nexit(6)');
    const run = await first.start(spec);
    await untilPrinted(run, 'ready');
    await first.close();
    const status = join(first.controlOf(spec.id), 'status');
    // What was used is recorded right after the end of a sandbox.
    const isRecorded = (text: string) => text.includes('exit') && text.includes('usage');
    await waitUntil(() => isRecorded(readFileSync(status, 'utf8')), 5000);
    const endedBy = Date.now();
    const adopted = await adoptedRun(await bed.openRunner(level), spec.id);
    const outcome = await adopted.outcome;
    expect(outcome).toMatchObject({ status: 'failed', exitCode: 6, outputTail: 'ready\n' });
    expect(outcome.endedAt.getTime()).toBeLessThanOrEqual(endedBy);
  });

  it('stops a run whose time limit passed while there was no server', async () => {
    const first = await bed.openRunner(level);
    const spec = bed.spec('import time\nprint("ready")\ntime.sleep(60)', { timeoutMs: 3000 });
    const run = await first.start(spec);
    const startedBy = bootClockMs();
    await untilPrinted(run, 'ready');
    await first.close();
    await waitUntil(() => bootClockMs() >= startedBy + 3000, 10_000);
    const adopted = await adoptedRun(await bed.openRunner(level), spec.id);
    expect(await adopted.outcome).toMatchObject({ status: 'failed', reason: 'timeout' });
  });

  it('finishes a stop in whose middle the server died, for the same reason', async () => {
    const first = await bed.openRunner(level);
    const code =
      'import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint("ready")\ntime.sleep(60)';
    const spec = bed.spec(code, { graceMs: 500 });
    const run = await first.start(spec);
    await untilPrinted(run, 'ready');
    run.stop('cancelled');
    await first.close();
    const adopted = await adoptedRun(await bed.openRunner(level), spec.id);
    expect(await adopted.outcome).toMatchObject({ status: 'cancelled', signal: 'SIGKILL' });
  });

  it('loses no line and no exit code when it is killed twenty times under a talking script', async () => {
    const server = await KilledServer.build(bed, level);
    const code = `
import os, sys, time
count = 0
while not os.path.exists('finish'):
    for _ in range(20):
        print(f'line {count:07d}', file=sys.stderr if count % 10 == 0 else sys.stdout)
        count += 1
    time.sleep(0.001)
open('count', 'w').write(str(count))
exit(9)`;
    const spec = bed.spec(code);
    for (let kills = 0; kills < 20; kills++) await server.runAndKill(spec, kills * 7);
    writeFileSync(join(bed.spacesDirectory, `execution_${spec.id}`, 'finish'), '');
    const outcome = await server.runToEnd(spec);
    expect(outcome).toMatchObject({
      status: 'failed',
      reason: 'exit_code',
      exitCode: 9,
      droppedBytes: 0,
    });
    const count = Number(
      readFileSync(join(bed.spacesDirectory, `execution_${spec.id}`, 'count'), 'utf8'),
    );
    const lines = ['stdout.log', 'stderr.log'].flatMap((name) =>
      readFileSync(join(bed.controlFolder(spec.id), name), 'latin1')
        .split('\n')
        .slice(0, -1),
    );
    expect(lines.length).toBe(count);
    expect(
      lines.sort().every((line, index) => line === `line ${String(index).padStart(7, '0')}`),
    ).toBe(true);
    expectTimeline(bed.controlFolder(spec.id));
  }, 120_000);

  it('never runs a script twice or not at all when it is killed while it starts one', async () => {
    const server = await KilledServer.build(bed, level);
    for (let attempt = 0; attempt < 8; attempt++) {
      const spec = bed.spec('import time\nopen(f"ran-{time.time_ns()}", "w")\nexit(2)');
      await server.runAndKill(spec, attempt / 2, 'starting');
      expect(await server.runToEnd(spec)).toMatchObject({ reason: 'exit_code', exitCode: 2 });
      const files = readdirSync(join(bed.spacesDirectory, `execution_${spec.id}`));
      expect(files.filter((name) => name.startsWith('ran-'))).toHaveLength(1);
    }
  }, 120_000);
});

describe('a control folder that a dead server left', () => {
  const bed = new RunnerTestBed();
  let runner: Runner;
  beforeAll(async () => {
    runner = await bed.openRunner('plain');
  });
  afterAll(() => bed.close());

  function forge(files: Record<string, string>, record: object = {}): number {
    const spec = bed.spec('');
    const folder = bed.controlFolder(spec.id);
    const bootId = readBootId();
    const limits = {
      deadlineTickMs: bootClockMs() + 60_000,
      timeoutMs: 60_000,
      graceMs: 100,
      logLimitBytes: 2 ** 20,
    };
    const whole = {
      id: spec.id,
      isolation: 'plain',
      language: 'python',
      mark: 'none',
      bootId,
      ...limits,
      ...record,
    };
    const all = {
      'spec.json': JSON.stringify(whole),
      'stdout.log': 'x\n',
      'stderr.log': '',
      ...files,
    };
    for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
    return spec.id;
  }
  /** This very process, under a start time it does not have: it must not be signalled. */
  const reused = `run ${process.pid} 1 ${process.pid} 1\n`;

  it('without a claim was never started, and can be', async () => {
    const id = forge({});
    // Whoever claims the folder makes its logs.
    for (const name of ['stdout.log', 'stderr.log']) rmSync(join(bed.controlFolder(id), name));
    expect(await runner.adopt(id, LIMITS)).toEqual({ kind: 'never_started' });
    const run = await runner.start({ ...bed.spec('print("now")'), id });
    expect(await run.outcome).toMatchObject({ status: 'success', outputTail: 'now\n' });
    expect(await runner.adopt(100_000, LIMITS)).toEqual({ kind: 'never_started' });
  });

  it.each([
    ['of an earlier boot', { status: reused }, { bootId: 'other' }],
    ['whose pid was reused', { status: reused }, {}],
    [
      'whose namespace is another',
      { status: `{ "child-pid": ${process.pid}, "pid-namespace": 1 }\n` },
      { isolation: 'bwrap' },
    ],
    ['with a torn exit record', { status: `${reused}exit 0` }, {}],
    ['claimed, but without a process', { status: '' }, {}],
    ['with a record that cannot be read', { status: '', 'spec.json': '{"id": 1, "boo' }, {}],
  ])('%s is a lost run', async (_, files, record) => {
    const run = await adoptedRun(runner, forge(files, record));
    expect(await run.outcome).toMatchObject({ status: 'failed', reason: 'lost', exitCode: null });
  });

  it('with an exit record is a run that ended', async () => {
    const run = await adoptedRun(runner, forge({ status: `${reused}exit 137\n` }));
    expect(await run.outcome).toMatchObject({
      reason: 'signal',
      signal: 'SIGKILL',
      // an earlier version did not record whether it was a signal
      message: 'Ended with exit code 137, as after SIGKILL.',
      outputTail: 'x\n',
    });
  });

  it('that is claimed while the supervisor has not recorded anything yet is waited for', async () => {
    const id = forge({ status: '' });
    const run = await adoptedRun(runner, id);
    writeFileSync(join(bed.controlFolder(id), 'status'), `${reused}exit 5\n`);
    expect(await run.outcome).toMatchObject({ reason: 'exit_code', exitCode: 5 });
  });

  it('whose log is over the limit gets its end back, and says what is missing', async () => {
    const stdout = 'y'.repeat(3 * 2 ** 20);
    const id = forge({ status: `${reused}exit 0\n`, 'stdout.log': stdout });
    const outcome = await (await adoptedRun(runner, id)).outcome;
    expect(outcome).toMatchObject({ status: 'success', droppedBytes: 2 * 2 ** 20 - 256 * 1024 });
  });
});

/** A server in a process of its own, because only a process can be killed. */
class KilledServer {
  readonly #script: string;

  constructor(
    private readonly bed: RunnerTestBed,
    private readonly level: IsolationLevel,
    private readonly python: string,
  ) {
    this.#script = compileEngine(join(bed.base, 'server'), SERVER);
  }

  /** A version manager's shim would make every start of the server slow. */
  static async build(bed: RunnerTestBed, level: IsolationLevel): Promise<KilledServer> {
    const python = await findInterpreter('python', pythonFor(level));
    return new KilledServer(bed, level, 'cause' in python ? 'python3' : python.path);
  }

  /** Kills the server some time after it has taken the run over, or while it is `starting` it. */
  async runAndKill(spec: object, delayMs: number, moment: 'starting' | 'running' = 'running') {
    const server = this.#fork(spec);
    const messages: string[] = [];
    server.on('message', (message) => messages.push((message as { kind: string }).kind));
    await waitUntil(() => messages.includes(moment) || server.exitCode !== null, 20_000);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }

  async runToEnd(spec: object): Promise<RunOutcome> {
    const server = this.#fork(spec);
    const outcomes: RunOutcome[] = [];
    server.on('message', (message) => {
      const { outcome } = message as { outcome?: RunOutcome };
      if (outcome) outcomes.push(outcome);
    });
    await once(server, 'exit');
    if (!outcomes[0]) throw new Error('The server ended without an outcome.');
    return outcomes[0];
  }

  #fork(spec: object): ChildProcess {
    const { controlDirectory, spacesDirectory } = this.bed;
    const interpreters = { python: this.python, javascript: process.execPath };
    const folders = { controlDirectory, spacesDirectory };
    const { uids } = this.bed;
    const options = {
      ...folders,
      uids,
      isolation: this.level,
      interpreters,
      warmSlots: 0,
      usual: USUAL,
      usesGroups: false,
      niceness: 0,
    };
    return fork(this.#script, [JSON.stringify(options), JSON.stringify(spec)], { execArgv: [] });
  }
}

const SERVER = `
import { Runner } from './runner.js';
const [options, spec] = process.argv.slice(2).map((text) => JSON.parse(text));
const logger = { log() {}, warn() {}, error() {} };
const runner = new Runner({ ...options, logger });
await runner.open();
process.send({ kind: 'starting' });
const adoption = await runner.adopt(spec.id, spec);
const run = adoption.kind === 'run' ? adoption.run : await runner.start(spec);
run.subscribe(() => undefined);
process.send({ kind: 'running' });
const outcome = await run.outcome;
process.send({ kind: 'ended', outcome });
await runner.close();
process.disconnect();
`;

function expectTimeline(folder: string): void {
  const ends: Record<string, number> = { o: 0, e: 0 };
  for (const line of readFileSync(join(folder, 'timeline'), 'latin1').split('\n').slice(0, -1)) {
    const [, stream = '', end] = line.split(' ');
    expect(Number(end)).toBeGreaterThan(ends[stream] ?? 0);
    ends[stream] = Number(end);
  }
  expect(ends.o).toBe(readFileSync(join(folder, 'stdout.log')).length);
  expect(ends.e).toBe(readFileSync(join(folder, 'stderr.log')).length);
}
