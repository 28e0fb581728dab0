// `node boot.cjs` gets ready to run a script, waits for an order on descriptor 4, and then runs what it says as
// `node main.js` would. It ends when nobody will give an order.
'use strict';
const { readFileSync, closeSync, writeSync } = require('node:fs');
const Module = require('node:module');
const { resolve } = require('node:path');

const ORDER_DESCRIPTOR = 4;

// What a first line of output, a first request and the first modules would otherwise pay for.
const LOADED = ['assert', 'child_process', 'crypto', 'events', 'fs/promises', 'http', 'https', 'os']
  .concat(['readline', 'stream', 'timers/promises', 'url', 'util', 'worker_threads', 'zlib'])
  .map((name) => `node:${name}`);

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
  process.argv = [process.execPath, resolve(file)];
  // From an empty stack, so that no frame of ours is in a trace.
  setImmediate(Module.runMain.bind(Module), resolve(file));
}

for (const name of LOADED) require(name);
void [process.stdout, process.stderr];
delete require.cache[__filename];
// The loader of ES modules is made when it is first needed.
import('data:text/javascript,').then(obey, obey);
