import type { ScriptLanguage } from './run.types.js';

/**
 * Scripts whose log, exit code and files must be the same from an interpreter that waited and from a cold start: what
 * they do, their language, their code.
 */
export const PARITY_SCRIPTS: [string, ScriptLanguage, string][] = [
  [
    'names, arguments, paths and variables',
    'python',
    `import sys, os, __main__, site
print(__name__, __file__, sys.argv, sys.path, os.getcwd(), __spec__, __builtins__, __annotations__, __cached__)
print(__main__.__file__, site.USER_BASE, site.USER_SITE, os.path.expanduser('~'), sys.flags, sys.warnoptions)
print(sorted((k, v) for k, v in os.environ.items() if k not in ('SCRIPTORIUM_EXECUTION_ID', 'SCRIPTORIUM_RUN_MARK')))
print(sys.stdin.read() == '', sys.stdout.line_buffering, sys.stdout.encoding, sys.getrecursionlimit(), os.umask(0))`,
  ],
  [
    'classes of the main module, processes and threads',
    'python',
    `import pickle, multiprocessing as mp, threading
class K: pass
def double(x): return x * 2
if __name__ == '__main__':
    print(pickle.loads(pickle.dumps(K())).__class__.__module__)
    with mp.get_context('spawn').Pool(2) as pool: print(pool.map(double, [1, 2, 3]))
    with mp.get_context('fork').Pool(2) as pool: print(pool.map(double, [1, 2, 3]))
    thread = threading.Thread(target=lambda: print('thread', threading.current_thread().name))
    thread.start(); thread.join(); print(threading.main_thread() is threading.current_thread())`,
  ],
  [
    'the end: atexit, files nobody flushed, objects with a destructor',
    'python',
    `import atexit
class D:
    def __del__(self): print('gone')
d = D()
atexit.register(lambda: print('atexit'))
g = open('unflushed.txt', 'w'); g.write('data')`,
  ],
  ['a traceback', 'python', `def boom():\n    raise ValueError('x')\nboom()`],
  [
    'a chained traceback',
    'python',
    `try:\n    {}['k']\nexcept KeyError as e:\n    raise RuntimeError('y') from e`,
  ],
  ['a syntax error', 'python', 'x = ('],
  ['an exit code', 'python', `import sys; print('e', file=sys.stderr); sys.exit(7)`],
  ['an exit message', 'python', `raise SystemExit('no luck')`],
  ['its own end by signal', 'python', 'import os, signal; os.kill(os.getpid(), signal.SIGTERM)'],
  [
    'a broken pipe',
    'python',
    `import os, signal\nprint(signal.getsignal(signal.SIGPIPE), signal.getsignal(signal.SIGINT))`,
  ],
  ['an input nobody gives', 'python', `print(type(input('q? ')))`],
  [
    'asyncio, dataclasses, time',
    'python',
    `import time, datetime, asyncio, logging\nfrom dataclasses import dataclass
@dataclass
class Q:
    a: int
async def main():
    await asyncio.sleep(0.01); print('async', Q(1), time.tzname)
asyncio.run(main())
logging.warning('warned')
print(logging.getLogger().handlers, datetime.datetime.fromtimestamp(0))`,
  ],
  ['a relative import', 'python', 'from . import x'],
  ['a warning', 'python', `import warnings; warnings.warn('careful')`],
  [
    'a program it starts',
    'python',
    `import subprocess, sys\nprint(subprocess.run([sys.executable, '-c', 'import sys, os; print(sys.argv, os.getcwd(), os.environ["CITY"])'], capture_output=True, text=True).stdout)`,
  ],
  [
    'names, arguments, paths and variables',
    'javascript',
    `console.log(require.main === module, __filename, __dirname, process.argv, process.cwd(), process.execArgv, module.id);
console.log(module.paths.length, require.main.filename, module.parent, new Date(0).getTimezoneOffset());
const { SCRIPTORIUM_EXECUTION_ID, SCRIPTORIUM_RUN_MARK, ...rest } = process.env;
console.log(Object.entries(rest).sort());
process.on('exit', (code) => console.log('exit', code));`,
  ],
  [
    'an ES module',
    'javascript',
    `import fs from 'node:fs';\nconst v = await Promise.resolve(3);\nconsole.log(v, import.meta.url, import.meta.filename, typeof fs);\nprocess.exit(4);`,
  ],
  ['a missing ES module', 'javascript', `import x from './nope.mjs';`],
  ['a missing module', 'javascript', `require('nope');`],
  ['an error', 'javascript', `function boom() { throw new Error('x'); }\nboom();`],
  ['an error later', 'javascript', `setTimeout(() => { throw new Error('late'); }, 5);`],
  ['a rejection', 'javascript', `Promise.reject(new Error('rejected'));`],
  ['a syntax error', 'javascript', 'const x = ('],
  ['an exit code', 'javascript', `console.log('x');\nconsole.error('e');\nprocess.exitCode = 5;`],
  [
    'its own end by signal',
    'javascript',
    `process.kill(process.pid, 'SIGTERM');\nsetTimeout(() => {}, 10_000);`,
  ],
  [
    'workers and programs it starts',
    'javascript',
    `const { Worker, isMainThread } = require('node:worker_threads');
if (!isMainThread) console.log('worker', process.env.A);
else new Worker(__filename).on('exit', () => console.log(require('node:child_process').execSync('echo "$CITY"; pwd').toString()));`,
  ],
  [
    'an input nobody gives',
    'javascript',
    `process.stdin.on('data', () => {}); process.stdin.on('end', () => console.log('end'));`,
  ],
  [
    'the clocks that count from its start',
    'javascript',
    `const { performance: clock } = require('node:perf_hooks');
const isClose = (a, b) => Math.abs(a - b) < 1000;
console.log(isClose(clock.timeOrigin + clock.now(), Date.now()), isClose(process.uptime() * 1000, clock.now()));
console.log(clock === performance, clock.toJSON().timeOrigin === clock.timeOrigin, Object.keys(clock.toJSON()));
const before = clock.now(), mark = clock.mark('a', { detail: 1 }), after = clock.now();
console.log(before <= mark.startTime, mark.startTime <= after, mark.detail, clock.mark('b', { startTime: 5 }).startTime);
const measures = [['m'], ['m', 'a'], ['m', { start: 'b', detail: 2 }], ['m', 'b', 'a'], ['m', { start: 2, duration: 3 }], ['m', { start: 2, end: 3 }]]
  .map((given) => clock.measure(...given));
console.log(measures.map(({ startTime, detail }) => [startTime === mark.startTime || startTime, detail]));
console.log(measures.map(({ startTime, duration }) => startTime + duration <= clock.now() || duration));
console.log(measures.slice(0, 3).every(({ startTime, duration }) => startTime + duration >= after));
for (const method of [process.uptime, clock.now, clock.mark, clock.measure, clock.toJSON]) console.log(method.name, method.length, method);
const { timeOrigin, ...others } = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(clock));
console.log(timeOrigin.get?.name, timeOrigin.enumerable, Object.keys(others), Object.keys(clock), Object.keys(process));
const { now } = clock;
for (const failing of [() => now(), () => clock.mark(), () => clock.measure('m', 'nowhere')])
  try { failing(); } catch (error) { console.log(error.name, error.message, error.stack.includes('boot')); }`,
  ],
  [
    'what keeps it alive',
    'javascript',
    `console.log(process._getActiveHandles().length, process._getActiveRequests().length);`,
  ],
];
