import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasMembers, readProcess } from './process-table.js';
import { NO_LIMITS } from './resource-limits.js';
import type { Interpreter, Runner } from './runner.js';
import {
  collect,
  LEVELS,
  LIMITS,
  processesWith,
  pythonFor,
  RunnerTestBed,
  supervisorOf,
  untilPrinted,
} from './runner-test-bed-spec.js';

/** The null, zero and random devices, shared memory, locks of processes and a terminal. */
const DEVICES_IN_PYTHON = `
import os
from multiprocessing import Process, Queue, shared_memory
open('/dev/null', 'w').write('x')
print(*(len(open(name, 'rb').read(size)) for name, size in [('/dev/null', 1), ('/dev/zero', 8), ('/dev/urandom', 1)]))
memory = shared_memory.SharedMemory(create=True, size=8)
memory.buf[0] = 7
same = shared_memory.SharedMemory(memory.name)
print(same.buf[0])
memory.unlink()
queue = Queue()
process = Process(target=queue.put, args=(3,))
process.start()
print(queue.get())
process.join()
print(os.ttyname(os.openpty()[1]))`;
const DEVICES_IN_JAVASCRIPT = `
const fs = require('node:fs');
fs.writeFileSync('/dev/null', 'x');
const read = (name, size) => fs.readSync(fs.openSync(name), Buffer.alloc(size));
console.log(read('/dev/null', 1), read('/dev/zero', 8), read('/dev/urandom', 1));`;

describe.each(LEVELS)('a run at isolation level %s', (level) => {
  const bed = new RunnerTestBed();
  let runner: Runner;

  beforeAll(async () => {
    runner = await bed.openRunner(level);
  });
  afterAll(() => bed.close());

  const outcomeOf = async (code: string, more = {}) =>
    (await runner.start(bed.spec(code, more))).outcome;

  it('records both streams, the times and success', async () => {
    const before = Date.now();
    const run = await runner.start(
      bed.spec('import sys\nprint("到")\nprint("no", file=sys.stderr)'),
    );
    const { text } = collect(run);
    const outcome = await run.outcome;
    expect(outcome).toMatchObject({ status: 'success', reason: null, exitCode: 0, message: null });
    expect(outcome).toMatchObject({ signal: null, outputTail: '到\n', errorTail: 'no\n' });
    expect(text('stdout')).toBe('到\n');
    expect(text('stderr')).toBe('no\n');
    expect(run.position()).toEqual({ stdout: 4, stderr: 3 });
    // File times are those of the last clock tick (CONFIG_HZ), up to 10 ms ago.
    expect(outcome.startedAt.getTime()).toBeGreaterThanOrEqual(before - 10);
    expect(outcome.endedAt.getTime()).toBeGreaterThanOrEqual(outcome.startedAt.getTime());
    expect(run.isolation).toBe(level);
  });

  it('tells an exit code from a signal', async () => {
    expect(await outcomeOf('raise SystemExit(3)')).toMatchObject({
      status: 'failed',
      reason: 'exit_code',
      exitCode: 3,
      message: 'Ended with exit code 3.',
      errorTail: '',
    });
    expect(await outcomeOf('import os\nos.kill(os.getpid(), 11)')).toMatchObject({
      status: 'failed',
      reason: 'signal',
      signal: 'SIGSEGV',
      message:
        level === 'bwrap'
          ? 'Ended with exit code 139, as after SIGSEGV (segmentation fault).'
          : 'Killed by SIGSEGV (segmentation fault).',
      errorTail: '',
    });
  });

  it('blames nothing that it does not know of when a script ends with a code like that of a killed one', async () => {
    expect(await outcomeOf('raise SystemExit(137)')).toMatchObject(
      level === 'bwrap'
        ? {
            ...{ reason: 'signal', exitCode: 137, signal: 'SIGKILL' },
            message: 'Ended with exit code 137, as after SIGKILL.',
          }
        : {
            ...{ reason: 'exit_code', exitCode: 137, signal: null },
            message: 'Ended with exit code 137.',
          },
    );
    // no process is ended by SIGCHLD
    expect(await outcomeOf('raise SystemExit(145)')).toMatchObject({
      ...{ reason: 'exit_code', exitCode: 145, signal: null },
    });
  });

  it('shows a traceback as if the script had been started by hand', async () => {
    const { errorTail, exitCode } = await outcomeOf('def f():\n    1 / 0\nf()');
    expect(exitCode).toBe(1);
    expect(errorTail).toMatch(
      /^Traceback \(most recent call last\):\n {2}File ".*main\.py", line 3/,
    );
    expect(errorTail).not.toContain('boot.py');
    const syntax = await outcomeOf('print(');
    expect(syntax.errorTail).toMatch(/^ {2}File ".*main\.py", line 1\n/);
  });

  it('runs a script as Python itself does, with nothing below it on the stack', async () => {
    const code = `import inspect, logging, sys, traceback, warnings
traceback.print_stack()
logging.warning('here', stack_info=True)
warnings.warn('careful', stacklevel=2)
print([(frame.filename, frame.function) for frame in inspect.stack()], sys._getframe().f_back)
print(__file__, sys.argv, getattr(sys, 'orig_argv', [])[1:], sys.path, list(sys.path_importer_cache))
print(__spec__, __loader__.path, sys.modules.get('sitecustomize'), [*sys.modules])`;
    const run = await runner.start(bed.spec(code));
    const { outputTail, errorTail } = await run.outcome;
    const space = runner.spaceOf(run.id);
    const byHand = spawnSync(pythonFor(level), ['main.py'], {
      cwd: space,
      env: { PATH: process.env.PATH, HOME: space, LANG: 'C.UTF-8' },
      encoding: 'utf8',
    });
    const seen = (text: string) => text.replaceAll(space, '/exec/work');
    expect(seen(outputTail)).toBe(seen(byHand.stdout));
    expect(seen(errorTail)).toBe(seen(byHand.stderr));
  });

  it('gives the script a clean environment and its own variables', async () => {
    const code = 'import os, json\nprint(json.dumps(dict(os.environ)))';
    const { outputTail } = await outcomeOf(code, { env: { CITY: '上海', PORT: '5' } });
    const environment = JSON.parse(outputTail) as Record<string, string>;
    expect(environment).toMatchObject({ CITY: '上海', PORT: '5', LANG: 'C.UTF-8', TMPDIR: '/tmp' });
    expect(Object.keys(environment).sort()).toEqual(
      ['CITY', 'HOME', 'LANG', 'PATH', 'PORT', 'PWD', 'TMPDIR']
        .concat(['SCRIPTORIUM_EXECUTION_ID', 'SCRIPTORIUM_RUN_MARK'])
        .sort(),
    );
  });

  it.each([
    ['ES module', 'import fs from "node:fs";\nconsole.log(typeof fs.statSync, await 1)'],
    [
      'CommonJS',
      'const fs = require("node:fs");\nconsole.log(typeof fs.statSync, __filename.length > 0 ? 1 : 0)',
    ],
  ])('runs JavaScript written as %s without a warning', async (_, code) => {
    const outcome = await outcomeOf(code, { language: 'javascript' });
    expect(outcome).toMatchObject({ status: 'success', outputTail: 'function 1\n', errorTail: '' });
  });

  it('works in its space with what was put there before', async () => {
    const spec = bed.spec('print(open("in.txt").read())\nopen("out.txt", "w").write("done")', {
      hasFiles: true,
    });
    const first = await runner.start({ ...spec, code: 'pass', hasFiles: false });
    await first.outcome;
    writeFileSync(join(runner.spaceOf(spec.id), 'in.txt'), 'given');
    const run = await runner.start(spec);
    expect(await run.outcome).toMatchObject({ status: 'success', outputTail: 'given\n' });
    expect(readFileSync(join(runner.spaceOf(spec.id), 'out.txt'), 'utf8')).toBe('done');
    expect(readdirSync(runner.spaceOf(spec.id)).sort()).toEqual(['in.txt', 'main.py', 'out.txt']);
  });

  it('ends the whole tree on cancel, also sessions of their own, what ignores SIGTERM and daemons without a trace of the run', async () => {
    const seconds = `70${process.pid}.${level === 'plain' ? 1 : 2}`;
    const code = `
import os, signal, subprocess, sys
subprocess.Popen(['sleep', '${seconds}'])
subprocess.Popen(['setsid', 'sleep', '${seconds}'])
subprocess.Popen(['sh', '-c', 'trap "" TERM; sleep ${seconds}; sleep ${seconds}'])
subprocess.Popen(['setsid', 'env', '-i', 'sleep', '${seconds}'])
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvpe('sleep', ['sleep', '${seconds}'], {})
    os._exit(0)
os.wait()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('ready')
signal.pause()`;
    const run = await runner.start(bed.spec(code));
    await untilPrinted(run, 'ready');
    run.stop('cancelled');
    run.stop('timeout');
    expect(await run.outcome).toMatchObject({
      status: 'cancelled',
      reason: null,
      signal: 'SIGKILL',
      message: 'Stopped on request.',
    });
    expect(processesWith(seconds)).toEqual([]);
  });

  it('lets a script end itself on SIGTERM', async () => {
    const code =
      'import signal\ntry:\n    signal.signal(15, lambda *_: exit(7))\n    print("ready")\n    signal.pause()\nfinally:\n    print("tidied")';
    const run = await runner.start(bed.spec(code, { graceMs: 20_000 }));
    await untilPrinted(run, 'ready');
    run.stop('cancelled');
    const outcome = await run.outcome;
    expect(outcome).toMatchObject({ status: 'cancelled', exitCode: 7 });
    expect(outcome.outputTail).toBe('ready\ntidied\n');
  });

  it('stops a run that was cancelled before it began', async () => {
    const spec = bed.spec('import time\ntime.sleep(60)', { graceMs: 60_000 });
    const run = await runner.start(spec);
    run.stop('cancelled');
    // long before the grace ends; a sandbox that was still being set up ends without having begun the script
    const outcome = await run.outcome;
    expect(outcome.status).toBe('cancelled');
    expect(['SIGTERM', null]).toContain(outcome.signal);
  });

  it('stops a run at its time limit', async () => {
    const code = 'import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint(1)\ntime.sleep(60)';
    const outcome = await outcomeOf(code, { timeoutMs: 600, graceMs: 200 });
    expect(outcome).toMatchObject({
      status: 'failed',
      reason: 'timeout',
      message: 'Stopped after its time limit of 0.6 s.',
      outputTail: '1\n',
    });
    expect(outcome.endedAt.getTime() - outcome.startedAt.getTime()).toBeLessThan(3000);
  });

  it('ends when the script ends, though a child still holds its log', async () => {
    const seconds = `80${process.pid}.${level === 'plain' ? 1 : 2}`;
    const code = `
import os, subprocess
subprocess.Popen(['setsid', 'sleep', '${seconds}'])
subprocess.Popen(['sh', '-c', 'env -i setsid sleep ${seconds} &']).wait()
print('over')`;
    expect(await outcomeOf(code)).toMatchObject({ status: 'success', outputTail: 'over\n' });
    expect(processesWith(seconds)).toEqual([]);
  });

  it('keeps every byte of binary output', async () => {
    const code = 'import sys\nsys.stdout.buffer.write(bytes(range(256)) * 1000)';
    const run = await runner.start(bed.spec(code));
    const { chunks } = collect(run);
    await run.outcome;
    const log = readFileSync(join(runner.controlOf(run.id), 'stdout.log'));
    expect(log.equals(Buffer.from(Array.from({ length: 256_000 }, (_, i) => i % 256)))).toBe(true);
    expect(chunks.at(-1)?.end).toBe(256_000);
  });

  it('never cuts a character, however slowly it is written', async () => {
    const code =
      'import os, time\nfor b in "a€😀\\n".encode() * 3:\n    os.write(1, bytes([b]))\n    time.sleep(0.003)\nos.write(1, b"\\xe2\\x82")';
    const run = await runner.start(bed.spec(code));
    const { chunks, text } = collect(run);
    await run.outcome;
    expect(text()).toBe(`${'a€😀\n'.repeat(3)}\ufffd`);
    expect(chunks.slice(0, -1).every((chunk) => !chunk.text.includes('\ufffd'))).toBe(true);
    expect(run.position().stdout).toBe(29);
  });

  it('survives a script that cuts its own log', async () => {
    const code = 'import os\nprint("x" * 5000)\nos.ftruncate(1, 0)\nprint("after")';
    expect(await outcomeOf(code)).toMatchObject({ status: 'success', outputTail: 'after\n' });
  });

  it('keeps the head and the end of a log beyond its limit', async () => {
    const code = `
import sys
for i in range(300000):
    print(f"line {i:07d} ${'x'.repeat(60)}")
print("whole", file=sys.stderr)`;
    const logLimitBytes = 1024 * 1024;
    const run = await runner.start(bed.spec(code, { logLimitBytes }));
    const { chunks } = collect(run);
    const outcome = await run.outcome;
    const bytes = readFileSync(join(runner.controlOf(run.id), 'stdout.log'));
    const log = bytes.toString();
    expect(outcome).toMatchObject({ status: 'success', errorTail: 'whole\n' });
    let end = 0;
    for (const chunk of chunks.filter(({ stream }) => stream === 'stdout')) {
      expect(chunk.offset).toBeGreaterThanOrEqual(end);
      end = chunk.end;
      expect(bytes.subarray(chunk.offset, end).equals(Buffer.from(chunk.text))).toBe(true);
    }
    expect(end).toBe(bytes.length);
    expect(log.slice(0, 12)).toBe('line 0000000');
    expect(log).toContain('bytes dropped: the log limit of 1 MiB is reached …\n');
    expect(log.endsWith(`line 0299999 ${'x'.repeat(60)}\n`)).toBe(true);
    expect(bytes.length).toBeLessThan(logLimitBytes + 300 * 1024);
    const lines = log.split('\n').filter((line) => /^line \d{7} x{60}$/.test(line)).length;
    const missing = (300_000 - lines) * 74;
    // What is written in the very moment of a cut is not counted: more of it the longer the system holds the server up.
    expect(outcome.droppedBytes).toBeGreaterThan(missing / 2);
    expect(outcome.droppedBytes).toBeLessThanOrEqual(missing);
  });

  it('follows 100 MB without keeping it in memory or losing a line', async () => {
    const line = 'x'.repeat(99);
    const code = `import sys\nfor _ in range(100):\n    sys.stdout.write("${line}\\n" * 10000)`;
    const run = await runner.start(bed.spec(code, { logLimitBytes: 2 ** 30 }));
    const before = process.memoryUsage.rss();
    let told = 0;
    let position = 0;
    let peak = before;
    let longestTurnMs = 0;
    let lastTurn = performance.now();
    const heartbeat = setInterval(() => {
      longestTurnMs = Math.max(longestTurnMs, performance.now() - lastTurn);
      lastTurn = performance.now();
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 5);
    run.subscribe(({ offset, end, text }) => {
      told += offset - position + text.length;
      position = end;
    });
    expect(await run.outcome).toMatchObject({ status: 'success', droppedBytes: 0 });
    clearInterval(heartbeat);
    expect(told).toBe(100_000_000);
    expect(position).toBe(100_000_000);
    const log = readFileSync(join(runner.controlOf(run.id), 'stdout.log'), 'latin1');
    expect(log === `${line}\n`.repeat(1_000_000)).toBe(true);
    expect((peak - before) / 2 ** 20).toBeLessThan(80);
    expect(longestTurnMs).toBeLessThan(250);
  });

  it('shows the first line at once while the script goes on', async () => {
    const run = await runner.start(bed.spec('print("first")\nimport time\ntime.sleep(60)'));
    await untilPrinted(run, 'first\n');
    run.stop('cancelled');
    await run.outcome;
  });

  it('writes when which bytes were seen', async () => {
    const run = await runner.start(bed.spec('print("one")'));
    await run.outcome;
    const timeline = readFileSync(join(runner.controlOf(run.id), 'timeline'), 'utf8');
    expect(timeline).toMatch(/^\d{13} o 4\n$/);
  });

  it('goes on when the spawner process is killed, and starts the next run', async () => {
    const isOurs = (pid: number) => readProcess(pid)?.parent === process.pid;
    const helper = processesWith('spawner.py').find(isOurs);
    if (helper === undefined) throw new Error('There is no spawner process.');
    const code =
      'print("ready")\nimport os, time\nwhile not os.path.exists("go"):\n    time.sleep(0.01)\nexit(5)';
    const current = await runner.start(bed.spec(code));
    await untilPrinted(current, 'ready');
    process.kill(helper, 'SIGKILL');
    const next = await runner.start(bed.spec('print("next")'));
    expect(await next.outcome).toMatchObject({ status: 'success', outputTail: 'next\n' });
    writeFileSync(join(runner.spaceOf(current.id), 'go'), '');
    expect(await current.outcome).toMatchObject({ status: 'failed', exitCode: 5 });
  });

  it('is lost when its supervisor is killed, and nothing of it goes on', async () => {
    const run = await runner.start(bed.spec('print("ready")\nimport time\ntime.sleep(60)'));
    await untilPrinted(run, 'ready');
    process.kill(supervisorOf(runner.controlOf(run.id)), 'SIGKILL');
    expect(await run.outcome).toMatchObject({
      status: 'failed',
      reason: 'lost',
      message: 'The process that records how the script ends is gone and left no exit code.',
      cause: { code: 'recorder_gone', values: {} },
    });
    expect(await hasMembers(run.mark)).toBe(false);
  });

  it('ends with reason launch when the interpreter is missing', async () => {
    const interpreters = { python: '/nowhere/python3', javascript: 'node' };
    const other = await bed.openRunner(level, { interpreters });
    const run = await other.start(bed.spec('print(1)'));
    expect(await run.outcome).toMatchObject({
      status: 'failed',
      reason: 'launch',
      message: expect.stringContaining(
        'The interpreter “/nowhere/python3” cannot be used: there is no such program.',
      ),
      cause: { code: 'interpreter_not_found', values: { program: '/nowhere/python3' } },
    });
  });

  it('ends with reason launch when the interpreter has been removed meanwhile', async () => {
    const other = await bed.openRunner(level);
    const gone = {
      language: 'python',
      path: '/usr/bin/gone',
      prefix: '/usr',
      version: '3',
    } as const;
    other.interpreters.set('python', gone);
    const outcome = await (await other.start(bed.spec('print(1)'))).outcome;
    expect(outcome).toMatchObject({ status: 'failed', reason: 'launch' });
    expect(outcome.message).toContain('/usr/bin/gone');
  });

  it('ends with reason launch when a variable cannot be given to any program, and the spawner process goes on', async () => {
    const isOurs = (pid: number) => readProcess(pid)?.parent === process.pid;
    const spawners = processesWith('spawner.py').filter(isOurs);
    for (const value of ['half a pair: \ud800', 'nul: \0']) {
      const outcome = await outcomeOf('print(1)', { env: { A: value } });
      expect(outcome).toMatchObject({ status: 'failed', reason: 'launch' });
      expect(outcome.cause).toMatchObject({ code: 'start_refused' });
      expect(outcome.message + outcome.errorTail).not.toMatch(/Traceback|\//);
    }
    expect(await outcomeOf('print("next")')).toMatchObject({ outputTail: 'next\n' });
    expect(processesWith('spawner.py').filter(isOurs)).toEqual(spawners);
  });

  it('finds a forgotten run again in its control folder', async () => {
    const run = await runner.start(bed.spec('raise SystemExit(3)'));
    await run.outcome;
    runner.forget(run.id);
    const found = await runner.adopt(run.id, LIMITS);
    if (found.kind !== 'run') throw new Error(found.kind);
    expect(found.run).not.toBe(run);
    expect(await found.run.outcome).toMatchObject({ reason: 'exit_code', exitCode: 3 });
  });
});

describe('the sandbox', () => {
  it('hides the server, other spaces and processes, and is read-only but for the space', async () => {
    const bed = new RunnerTestBed();
    const runner = await bed.openRunner('bwrap');
    const { prefix = '' } = runner.interpreters.get('python') as Partial<Interpreter>;
    const hidden = [bed.base, process.cwd(), '/root', '/home', '/var', `/proc/${process.pid}`];
    // The way to an interpreter outside of /usr is there, as empty folders.
    const seen = hidden.filter((path) => !prefix.startsWith(`${path}/`));
    const code = `
import os
print([path for path in ${JSON.stringify(seen)} if os.path.exists(path)])
print(sorted(name for name in os.listdir('/proc') if name.isdigit()))
for path in ['/usr/x', '/etc/x', '/exec/x', '/x', 'here', '/tmp/x', '/dev/x', '/dev/shm/x']:
    try:
        open(path, 'w')
        print(path)
    except OSError:
        pass`;
    const run = await runner.start(bed.spec(code));
    const { outputTail } = await run.outcome;
    await bed.close();
    expect(outputTail).toBe("[]\n['1', '2']\nhere\n/tmp/x\n/dev/shm/x\n");
  });

  it.each([
    ['python', DEVICES_IN_PYTHON, '0 8 1\n7\n3\n/dev/pts/0\n'],
    ['javascript', DEVICES_IN_JAVASCRIPT, '0 8 1\n'],
  ] as const)('has the devices that programs expect (%s)', async (language, code, output) => {
    const bed = new RunnerTestBed();
    const runner = await bed.openRunner('bwrap');
    const resources = { ...NO_LIMITS, memoryBytes: 512 * 2 ** 20 };
    const run = await runner.start(bed.spec(code, { language, resources }));
    const outcome = await run.outcome;
    await bed.close();
    expect(outcome).toMatchObject({ errorTail: '', outputTail: output });
  });
});
