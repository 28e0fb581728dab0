import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from './api-client.mjs';
import { PYTHON_EXECUTABLE } from './bare.mjs';
import { endWithUs } from './child.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

export const ROOT = join(import.meta.dirname, '../..');

/** What `npm start` runs, without npm. */
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
export const START_ARGUMENTS = scripts.start.split(' ').slice(1);

/** Python and Node: a pool of one has one of each. */
const INTERPRETERS = 2;
/** How often `/health` is asked, and for how long, in milliseconds. */
const HEALTH_INTERVAL_MS = 5;
const HEALTH_PATIENCE_MS = 120_000;

/**
 * @typedef {object} BenchServer
 * @property {string} folder holds `data` and `execution_spaces`
 * @property {string} url
 * @property {number} pid
 * @property {ApiClient} api
 * @property {number} startMs from the start of the process to the first 200 of `/health`
 * @property {() => Promise<void>} stop ends the process, keeps the folder
 */

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody uses now */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** How often and how long a server is asked whether its waiting interpreters are ready, in milliseconds. */
const WARM_INTERVAL_MS = 20;
const WARM_PATIENCE_MS = 30_000;

/** What makes every run start cold. */
export const COLD = { WARM_POOL_SIZE: '0' };

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 * @throws {Error} when the process ends first, or never answers
 */
async function untilHealthy(url, child) {
  const start = performance.now();
  while (performance.now() - start < HEALTH_PATIENCE_MS) {
    if (child.exitCode !== null) throw new Error('The server ended before it was ready.');
    // refused connections are how a server that is not there yet looks
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    await delay(HEALTH_INTERVAL_MS);
  }
  throw new Error('The server did not get ready in time.');
}

/**
 * Runs a command that starts a server, waits until it answers.
 * @param {string[]} command
 * @param {string} folder
 * @param {Record<string, string>} settings
 * @param {{ isGroup?: boolean }} [options] whether the command starts the server as a child of its own
 * @returns {Promise<BenchServer>}
 */
export async function startCommand(command, folder, settings, { isGroup = false } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [file = '', ...args] = command;
  const startedAt = performance.now();
  const child = spawn(file, args, {
    cwd: ROOT,
    detached: isGroup,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: join(folder, 'data'),
      EXECUTION_SPACES_DIR: join(folder, 'execution_spaces'),
      PORT: String(port),
      PYTHON_EXECUTABLE,
      LOG_LEVEL: 'warn',
      // a year of seeded executions must stay, and nobody clears up while something is measured
      RETENTION_DAYS: '0',
      RETENTION_RUNS: '0',
      // both sides use the same two interpreters; looking for others would take time from what is measured
      INTERPRETER_DISCOVERY: 'false',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pid = child.pid ?? NaN;
  const end = endWithUs(child, isGroup ? (signal) => process.kill(-pid, signal) : undefined);
  await untilHealthy(url, child);
  const startMs = performance.now() - startedAt;
  const api = new ApiClient(url);
  const stop = async () => {
    api.close();
    await end();
  };
  return { folder, url, pid, api, startMs, stop };
}

/**
 * Starts the built server as `npm start` does, without npm.
 * @param {Record<string, string>} [settings]
 * @param {string} [folder] Default: a new one
 */
export async function startServer(settings = {}, folder) {
  const home = folder ?? (await temporaryFolder()).path;
  return startCommand([process.execPath, ...START_ARGUMENTS], home, settings);
}

/**
 * Waits until a server has so many interpreters waiting for a run.
 * @param {BenchServer} server
 * @param {number} count
 */
export async function untilWarm({ url }, count) {
  const start = performance.now();
  while (performance.now() - start < WARM_PATIENCE_MS) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const ready = /^scriptorium_waiting_interpreters (\d+)$/m.exec(metrics)?.[1];
    if (Number(ready) >= count) return;
    await delay(WARM_INTERVAL_MS);
  }
  throw new Error(`There were no ${count} waiting interpreters in time.`);
}

/**
 * Starts a server and waits until it has come to rest: right after it, it starts the interpreters that wait for runs,
 * which would be measured with whatever is asked first.
 * @param {Record<string, string>} [settings]
 * @param {string} [folder] Default: a new one
 */
export async function startRestedServer(settings = {}, folder) {
  const server = await startServer({ ...settings, WARM_POOL_SIZE: '1' }, folder);
  await untilWarm(server, INTERPRETERS);
  return server;
}

/**
 * Starts a server at an isolation level.
 * @param {'plain' | 'bwrap'} level
 * @param {Record<string, string>} [settings]
 * @returns {Promise<BenchServer | null>} null when the level does not work on this machine
 */
export async function startServerAt(level, settings = {}) {
  const isolation = level === 'bwrap' ? 'auto' : level;
  const server = await startServer({ EXECUTION_ISOLATION: isolation, ...settings });
  const system = await server.api.get('/api/system');
  if (system.isolation === level) return server;
  await server.stop();
  return null;
}
