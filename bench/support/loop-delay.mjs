import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { START_ARGUMENTS, startCommand } from './server.mjs';

const PROBE = join(import.meta.dirname, 'loop-delay-probe.mjs');

/** Longer than the probe takes to write, in milliseconds. */
const WRITE_MS = 300;

/**
 * Starts the built server with a probe of its event loop.
 * @param {Record<string, string>} settings
 * @param {string} folder
 */
export async function startProbedServer(settings, folder) {
  const file = join(folder, 'loop-delay');
  const command = [process.execPath, '--import', PROBE, ...START_ARGUMENTS];
  const server = await startCommand(command, folder, { ...settings, LOOP_DELAY_FILE: file });
  return {
    ...server,
    forgetDelays: () => process.kill(server.pid, 'SIGCONT'),
    /** @returns {Promise<number>} the longest since they were forgotten, in milliseconds */
    longestDelayMs: async () => {
      await delay(WRITE_MS);
      return Number(await readFile(file, 'utf8'));
    },
  };
}
