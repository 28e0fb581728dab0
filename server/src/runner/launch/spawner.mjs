// Starts supervisors on behalf of the server, so that the cost of a fork does not grow with the server's memory.
// Keeps nothing that matters: the server starts another one when this process dies.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} SpawnRequest
 * @property {number} request names the request in every answer
 * @property {string} controlDirectory where `status` and the log files go
 * @property {string[]} command absolute path of the supervisor and its arguments
 * @property {string} workingDirectory
 * @property {Record<string, string>} environment all of it
 */

/** @param {object} message */
function answer(message) {
  // The server may be gone already: the run goes on without it.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/**
 * Whoever creates `status` first decides: a server that finds it missing knows that nothing was or will be spawned.
 * @param {SpawnRequest} wanted
 */
function start({ request, controlDirectory, command, workingDirectory, environment }) {
  /** @type {number[]} */
  const descriptors = [];
  const open = (/** @type {string} */ name, /** @type {string} */ flags) => {
    const descriptor = openSync(join(controlDirectory, name), flags, 0o600);
    descriptors.push(descriptor);
    return descriptor;
  };
  try {
    const status = open('status', 'ax');
    const stdout = open('stdout.log', 'a');
    const stderr = open('stderr.log', 'a');
    const [file, ...args] = command;
    const supervisor = spawn(/** @type {string} */ (file), args, {
      cwd: workingDirectory,
      env: environment,
      detached: true,
      stdio: ['ignore', stdout, stderr, status],
    });
    supervisor.on('error', (error) => answer({ kind: 'failed', request, message: error.message }));
    supervisor.on('exit', (code, signal) => answer({ kind: 'exited', request, code, signal }));
    if (supervisor.pid !== undefined) answer({ kind: 'spawned', request, pid: supervisor.pid });
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    answer({ kind: code === 'EEXIST' ? 'claimed' : 'failed', request, message });
  } finally {
    descriptors.forEach((descriptor) => closeSync(descriptor));
  }
}

process.on('message', (message) => start(/** @type {SpawnRequest} */ (message)));
process.on('disconnect', () => process.exit());
answer({ kind: 'ready' });
