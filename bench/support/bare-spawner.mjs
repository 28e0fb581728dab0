// Spawns commands and nothing else, from a process as small as the server's own spawner: the reference of the benchmarks.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} BareRequest
 * @property {string[]} command
 * @property {string} folder working directory; the output goes to files in it
 * @property {Record<string, string>} environment all of it
 * @property {number} count how many times to run the command
 * @property {number} concurrency how many at the same time
 */

/**
 * Runs the command once.
 * @param {BareRequest} wanted
 * @param {number} lane runs at the same time write to different files
 * @returns {Promise<void>}
 */
function runOnce({ command, folder, environment }, lane) {
  const [file = '', ...args] = command;
  const stdout = openSync(join(folder, `stdout-${lane}.log`), 'w');
  const stderr = openSync(join(folder, `stderr-${lane}.log`), 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', stdout, stderr],
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The bare command ended with ${code}.`)),
    );
    closeSync(stdout);
    closeSync(stderr);
  });
}

/** @param {BareRequest} wanted */
async function run(wanted) {
  let left = wanted.count;
  const lanes = Array.from({ length: wanted.concurrency }, async (_, lane) => {
    for (; left > 0;) {
      left--;
      await runOnce(wanted, lane);
    }
  });
  const start = performance.now();
  await Promise.all(lanes);
  return performance.now() - start;
}

process.on('message', (wanted) => {
  run(/** @type {BareRequest} */ (wanted)).then(
    (ms) => process.send?.({ ms }),
    (error) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
