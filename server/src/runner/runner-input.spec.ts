import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProcess } from './process-table.js';
import { waitUntil } from './process-tree.js';
import { findInterpreter } from './interpreters.js';
import type { InputOutcome, Interpreter, MissingInterpreter, Runner } from './runner.js';
import {
  LEVELS,
  LIMITS,
  pythonFor,
  processesWith,
  RunnerTestBed,
  untilPrinted,
} from './runner-test-bed-spec.js';

const ECHO = 'import sys\nprint("ready")\nfor line in sys.stdin:\n    print("got " + repr(line))';
const ECHO_IN_JAVASCRIPT = `
console.log('ready');
require('node:readline').createInterface({ input: process.stdin })
  .on('line', (line) => console.log('got ' + line))
  .on('close', () => console.log('end'));`;
/** Reads nothing before it finds the file `go` in its space. */
const READ_LATE = `
import hashlib, os, sys, time
print("ready")
while not os.path.exists("go"):
    time.sleep(0.005)
data = sys.stdin.buffer.read()
print(len(data), hashlib.sha256(data).hexdigest())`;

describe.each(LEVELS)('the input of a run at isolation level %s', (level) => {
  const bed = new RunnerTestBed();
  let runner: Runner;
  let spawner: number;
  let python: Interpreter | MissingInterpreter | undefined;

  beforeAll(async () => {
    ({ runner, spawner } = await openWithSpawner());
  });
  afterAll(() => bed.close());

  /** A runner, and the pid of its spawner process. A version manager's shim would make it slow to open. */
  async function openWithSpawner() {
    const others = spawners();
    python ??= await findInterpreter('python', pythonFor(level));
    const path = 'path' in python ? python.path : pythonFor(level);
    const interpreters = { python: path, javascript: process.execPath };
    const opened = await bed.openRunner(level, { interpreters });
    const [pid = 0] = spawners().filter((found) => !others.includes(found));
    return { runner: opened, spawner: pid };
  }

  async function startInteractive(code: string, more = {}, by = runner) {
    const run = await by.start(bed.spec(code, { hasInput: true, ...more }));
    await untilPrinted(run, 'ready');
    return run;
  }

  it.each([
    ['Python', ECHO, {}, "got '%'", ''],
    ['JavaScript', ECHO_IN_JAVASCRIPT, { language: 'javascript' }, 'got %', 'end\n'],
  ])('reaches a %s script line by line, until it is ended', async (_, code, more, form, last) => {
    const run = await startInteractive(code, more);
    const newline = last === '' ? '\\n' : '';
    let expected = 'ready\n';
    for (const line of ['one', 'zwölf, 十二, 🙂', '']) {
      const echo = `${form.replace('%', `${line}${newline}`)}\n`;
      expected += echo;
      const printed = untilPrinted(run, echo);
      expect(await runner.giveInput(run.id, `${line}\n`, false)).toBe('taken');
      await printed;
    }
    expect(await runner.giveInput(run.id, '', true)).toBe('taken');
    expect(await runner.giveInput(run.id, 'late\n', false)).toBe('closed');
    expect(await run.outcome).toMatchObject({ status: 'success', outputTail: expected + last });
  });

  it('may come with its end, before the script has begun', async () => {
    const run = await runner.start(bed.spec(ECHO, { hasInput: true }));
    expect(await runner.giveInput(run.id, 'one\ntwo', true)).toBe('taken');
    expect(await run.outcome).toMatchObject({ outputTail: "ready\ngot 'one\\n'\ngot 'two'\n" });
  });

  it('is empty for a run without', async () => {
    const code = 'import os, sys\nprint(repr(sys.stdin.read()), os.readlink("/proc/self/fd/0"))';
    const run = await runner.start(bed.spec(code));
    expect(await runner.giveInput(run.id, 'unheard\n', false)).toBe('closed');
    expect(await run.outcome).toMatchObject({ outputTail: "'' /dev/null\n" });
  });

  it('is taken whole or not at all while the script does not read', async () => {
    const run = await startInteractive(READ_LATE);
    const hash = createHash('sha256');
    let bytes = 0;
    const seen = new Set<InputOutcome>();
    // Sizes about those of a page and of what a pipe takes at once.
    for (const size of [1, 65_536, 4095, 4097, 2049, 65_535, 4096, 8193].flatMap((n) => [n, n])) {
      for (let times = 0; times < 4; times++) {
        const text = String(times).repeat(size);
        const outcome = await runner.giveInput(run.id, text, false);
        seen.add(outcome);
        if (outcome !== 'taken') continue;
        bytes += size;
        hash.update(text);
      }
    }
    expect(seen).toEqual(new Set(['taken', 'full']));
    // What is refused does not end the input either.
    expect(await runner.giveInput(run.id, 'x'.repeat(65_536), true)).toBe('full');
    expect(await runner.giveInput(run.id, '', true)).toBe('taken');
    writeFileSync(join(runner.spaceOf(run.id), 'go'), '');
    expect(await run.outcome).toMatchObject({
      status: 'success',
      outputTail: `ready\n${bytes} ${hash.digest('hex')}\n`,
    });
  });

  it('has room for 64 KiB at once when the script has read everything', async () => {
    const run = await startInteractive(
      'import sys\nprint("ready")\nprint(len(sys.stdin.readline()))\nprint(len(sys.stdin.readline()))',
    );
    for (const printed of ['5\n', '65536\n']) {
      const text = `${'x'.repeat(Number(printed) - 1)}\n`;
      const seen = untilPrinted(run, printed);
      expect(await runner.giveInput(run.id, text, false)).toBe('taken');
      await seen;
    }
    await run.outcome;
  });

  it('stays open when the server and the spawner process die, and takes more from the next ones', async () => {
    const { runner: first, spawner: firstSpawner } = await openWithSpawner();
    const run = await startInteractive(ECHO, {}, first);
    await first.giveInput(run.id, 'before\n', false);
    await first.close();
    process.kill(firstSpawner, 'SIGKILL');
    await waitUntil(() => readProcess(firstSpawner)?.isZombie !== false, 5000);
    const { runner: second } = await openWithSpawner();
    const adoption = await second.adopt(run.id, LIMITS);
    if (adoption.kind !== 'run') throw new Error(adoption.kind);
    const printed = untilPrinted(adoption.run, "got 'after\\n'");
    expect(await second.giveInput(run.id, 'after\n', false)).toBe('taken');
    await printed;
    expect(await second.giveInput(run.id, '', true)).toBe('taken');
    const outputTail = "ready\ngot 'before\\n'\ngot 'after\\n'\n";
    expect(await adoption.run.outcome).toMatchObject({ status: 'success', outputTail });
  });

  it('stays ended over a restart, while the script goes on', async () => {
    const { runner: first } = await openWithSpawner();
    const run = await startInteractive(READ_LATE, {}, first);
    await first.giveInput(run.id, 'all', true);
    await first.close();
    const { runner: second } = await openWithSpawner();
    const adoption = await second.adopt(run.id, LIMITS);
    if (adoption.kind !== 'run') throw new Error(adoption.kind);
    expect(await second.giveInput(run.id, 'more', false)).toBe('closed');
    writeFileSync(join(second.spaceOf(run.id), 'go'), '');
    expect((await adoption.run.outcome).outputTail).toContain('\n3 ');
  });

  it('does not keep a script from being cancelled while it waits for it', async () => {
    const run = await startInteractive('print("ready")\ninput()');
    run.stop('cancelled');
    expect(await run.outcome).toMatchObject({ status: 'cancelled', signal: 'SIGTERM' });
    expect(await runner.giveInput(run.id, 'late\n', false)).toBe('closed');
  });

  it('is over with its run: nothing of it is left in the control folder', async () => {
    const run = await startInteractive('print("ready")\ninput()');
    await runner.giveInput(run.id, 'go\n', false);
    await run.outcome;
    const left = () =>
      ['stdin', 'stdin.end'].filter((name) => existsSync(controlFile(run.id, name)));
    expect(await waitUntil(() => left().length === 0, 5000)).toBe(true);
    expect(await runner.giveInput(run.id, 'late\n', false)).toBe('closed');
  });

  it('adds no descriptor to those that a script has', async () => {
    const code = `
import os
print("ready")
for fd in sorted(os.listdir("/proc/self/fd"), key=int):
    try:
        print(fd, os.readlink("/proc/self/fd/" + fd).rpartition("/")[2] if fd != "0" else "")
    except OSError:
        pass`;
    const plain = await runner.start(bed.spec(code));
    const interactive = await startInteractive(code);
    const expected = (await plain.outcome).outputTail;
    expect(expected).toContain('1 stdout.log');
    expect((await interactive.outcome).outputTail).toBe(expected);
  });

  it('costs neither descriptors nor processes once its runs are over', async () => {
    const facts = () => ({
      server: descriptorsOf('self'),
      spawner: descriptorsOf(spawner),
      children: processesWith('spawner.py').filter((pid) => isChildOf(pid, spawner)).length,
    });
    // supervisors that wait for another run; the keepers of inputs have ended
    const idle = level === 'bwrap' ? 0 : 8;
    const haveEnded = () => waitUntil(() => facts().children === idle, 5000);
    let before = null;
    for (let batch = 0; batch < 10; batch++) {
      const runs = Array.from({ length: 10 }, () =>
        runner.start(bed.spec('input()', { hasInput: true })),
      );
      for (const run of await Promise.all(runs)) {
        expect(await runner.giveInput(run.id, 'go\n', batch % 2 === 0)).toBe('taken');
        expect(await run.outcome).toMatchObject({ status: 'success' });
        runner.forget(run.id);
      }
      if (batch > 0) continue;
      expect(await haveEnded()).toBe(true);
      before = facts();
    }
    expect(await haveEnded()).toBe(true);
    expect(facts()).toEqual(before);
  }, 60_000);

  it('is told to be uncertain when the spawner process dies before it answers', async () => {
    const { runner: other, spawner: stopped } = await openWithSpawner();
    const run = await startInteractive(ECHO, {}, other);
    process.kill(stopped, 'SIGSTOP');
    const outcome = other.giveInput(run.id, 'one\n', false);
    process.kill(stopped, 'SIGKILL');
    expect(await outcome).toBe('unknown');
    expect(await other.giveInput(run.id, 'two\n', true)).toBe('taken');
    expect(await run.outcome).toMatchObject({ status: 'success' });
    await other.close();
  });

  const controlFile = (id: number, name: string) => join(runner.controlOf(id), name);
});

const isChildOf = (pid: number, parent: number) => readProcess(pid)?.parent === parent;

/** Pids of the spawner processes of this process's runners. */
const spawners = () => processesWith('spawner.py').filter((pid) => isChildOf(pid, process.pid));

const descriptorsOf = (pid: number | 'self') => readdirSync(`/proc/${pid}/fd`).length;
