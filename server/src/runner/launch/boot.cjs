// `node boot.cjs` gets ready to run a script, waits for an order on descriptor 4, and then runs what it says as
// `node main.js` would. It ends when nobody will give an order.
'use strict';
const { readFileSync, closeSync, writeSync } = require('node:fs');
const Module = require('node:module');
const { resolve } = require('node:path');
const { performance } = require('node:perf_hooks');

const ORDER_DESCRIPTOR = 4;

// What a first line of output, a first request and the first modules would otherwise pay for.
const LOADED = ['assert', 'child_process', 'crypto', 'events', 'fs/promises', 'http', 'https', 'os']
  .concat(['readline', 'stream', 'timers/promises', 'url', 'util', 'worker_threads', 'zlib'])
  .map((name) => `node:${name}`);

/**
 * Lets another function answer for a method, which looks as before and is in no trace.
 * @param {object} owner
 * @param {string} name
 * @param {(call: (args: unknown[]) => any, args: any[]) => unknown} answer is given the method itself as `call`
 */
function answerFor(owner, name, answer) {
  const { value: method, ...traits } = Object.getOwnPropertyDescriptor(owner, name);
  const value = new Proxy(method, {
    apply: function apply(_, self, given) {
      try {
        return answer((args) => Reflect.apply(method, self, args), given);
      } catch (error) {
        Error.captureStackTrace(error, apply);
        throw error;
      }
    },
  });
  Object.defineProperty(owner, name, { ...traits, value });
}

/** Has the clocks that count from the start of the process count from now on: the time that it waited is no run's. */
function startClocks() {
  const clock = Object.getPrototypeOf(performance);
  const waitedMs = performance.now();
  const timeOrigin = performance.timeOrigin + waitedMs;
  answerFor(process, 'uptime', (call, args) => call(args) - waitedMs / 1000);
  answerFor(clock, 'now', (call, args) => call(args) - waitedMs);
  const { now } = clock;
  const elapsed = () => now.call(performance);
  answerFor(clock, 'toJSON', (call, args) => ({ ...call(args), timeOrigin }));
  const origin = Object.getOwnPropertyDescriptor(clock, 'timeOrigin');
  const get = origin.get && new Proxy(origin.get, { apply: () => timeOrigin });
  Object.defineProperty(
    clock,
    'timeOrigin',
    get ? { ...origin, get } : { ...origin, value: timeOrigin },
  );
  // They take the time by themselves where they are given none.
  answerFor(clock, 'mark', (call, args) => {
    const [name, options = {}] = args;
    if (args.length === 0 || Object(options) !== options) return call(args);
    return call([name, { ...options, startTime: options.startTime ?? elapsed() }]);
  });
  answerFor(clock, 'measure', (call, args) => {
    const [name, start, end] = args;
    const hasEnd = end !== undefined || start?.end !== undefined;
    if (hasEnd || (start?.start !== undefined && start.duration !== undefined)) return call(args);
    if (Object(start) !== start) return call([name, start, elapsed()]);
    return call([name, { ...start, end: elapsed() }]);
  });
}

function obey() {
  writeSync(ORDER_DESCRIPTOR, '!');
  const text = readFileSync(ORDER_DESCRIPTOR, 'utf8');
  closeSync(ORDER_DESCRIPTOR);
  if (!text) {
    writeSync(2, 'No order came.\n');
    // EX_SOFTWARE of sysexits.h
    process.exit(70);
  }
  /** @type {{ file: string, directory: string, environment: Record<string, string> }} */
  const { file, directory, environment } = JSON.parse(text);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.chdir(directory);
  startClocks();
  process.argv = [process.execPath, resolve(file)];
  // From an empty stack, so that no frame of ours is in a trace.
  setImmediate(Module.runMain.bind(Module), resolve(file));
}

for (const name of LOADED) require(name);
void [process.stdout, process.stderr];
delete require.cache[__filename];
// The loader of ES modules is made when it is first needed.
import('data:text/javascript,').then(obey, obey);
