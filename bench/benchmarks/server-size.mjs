import { join } from 'node:path';
import { residentBytes } from '../support/process-memory.mjs';
import { assertSuccess, execute, saveScript } from '../support/runs.mjs';
import { COLD, START_ARGUMENTS, startCommand } from '../support/server.mjs';
import { median, medianRatio } from '../support/statistics.mjs';
import { temporaryFolder } from '../support/temporary-folder.mjs';

const BALLAST = join(import.meta.dirname, '../support/ballast.mjs');
const BALLAST_BYTES = 400_000_000;
const MEGABYTE = 1_000_000;
/** The large server's time of the small one's: what is left for noise. */
const AT_MOST = 1.1;
const WARM_UP_ROUNDS = 5;

/** @returns {Promise<number>} milliseconds from the request to the final status */
async function runOnce(server, scriptId) {
  const start = performance.now();
  const id = await execute(server, scriptId);
  assertSuccess(await server.api.follow(id, undefined, { isNewConnection: false }));
  return performance.now() - start;
}

/**
 * Whether a run costs more when the server is large, as it would if the server itself forked.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function serverSize({ isQuick }) {
  const rounds = isQuick ? 10 : 100;
  const lanes = [];
  for (const bytes of [0, BALLAST_BYTES]) {
    const { path } = await temporaryFolder();
    const command = [process.execPath, '--import', BALLAST, ...START_ARGUMENTS];
    const server = await startCommand(command, path, { ...COLD, BALLAST_BYTES: String(bytes) });
    lanes.push({ server, scriptId: await saveScript(server, 'print one', 'print(1)\n'), ms: [] });
  }
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++)
    for (const { server, scriptId, ms } of lanes) {
      const measured = await runOnce(server, scriptId);
      if (round >= 0) ms.push(measured);
    }
  const sizes = lanes.map(({ server }) => Math.round(residentBytes(server.pid) / MEGABYTE));
  for (const { server } of lanes) await server.stop();
  const [small, large] = lanes.map(({ ms }) => ms);
  return [
    {
      what: `print(1) by a server of ${sizes[1]} MB, time against one of ${sizes[0]} MB`,
      ...{ value: medianRatio(large, small), unit: 'ratio', atMost: AT_MOST },
      note: `${median(large).toFixed(1)} and ${median(small).toFixed(1)} ms`,
    },
  ];
}
