import { Bare } from '../support/bare.mjs';
import { assertSuccess, execute, saveScript } from '../support/runs.mjs';
import { notMeasured } from '../support/row.mjs';
import { COLD, startServerAt } from '../support/server.mjs';
import { median, medianDifference } from '../support/statistics.mjs';

/** Bounds of what a run may cost beyond a bare spawn, in milliseconds. */
const LEVELS = /** @type {const} */ ([
  { level: 'plain', atMost: 8 },
  { level: 'bwrap', atMost: 10 },
]);
const WARM_UP_ROUNDS = 5;

/**
 * Runs once.
 * @param {import('../support/server.mjs').BenchServer} server
 * @param {number} scriptId
 * @param {boolean} isNewConnection whether the event stream gets a connection of its own
 * @returns times since the request, in milliseconds
 */
async function runOnce(server, scriptId, isNewConnection) {
  const start = performance.now();
  const id = await execute(server, scriptId);
  const acceptedMs = performance.now() - start;
  let finishedMs = NaN;
  const last = await server.api.follow(
    id,
    (event) => {
      if (event === 'status') finishedMs = performance.now() - start;
    },
    { isNewConnection },
  );
  assertSuccess(last);
  return { acceptedMs, finishedMs };
}

/**
 * What a short run costs, from the request to the final status at a follower, beyond a bare spawn.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function startToFinish({ isQuick }) {
  const rounds = isQuick ? 15 : 150;
  const bare = await Bare.prepare('print(1)\n');
  const lanes = [];
  for (const { level, atMost } of LEVELS) {
    const server = await startServerAt(level, COLD);
    const scriptId = server && (await saveScript(server, 'print one', 'print(1)\n'));
    for (const isNewConnection of [false, true])
      lanes.push({ level, atMost, server, scriptId, isNewConnection, finished: [], accepted: [] });
  }
  const bareMs = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    const reference = await bare.run();
    if (round >= 0) bareMs.push(reference);
    for (const { server, scriptId, isNewConnection, finished, accepted } of lanes) {
      if (!server) continue;
      const { acceptedMs, finishedMs } = await runOnce(server, scriptId, isNewConnection);
      if (round >= 0) (finished.push(finishedMs), accepted.push(acceptedMs));
    }
  }
  await bare.end();
  for (const { server } of lanes) await server?.stop();
  const bareRow = { what: 'print(1), bare spawn to exit', value: median(bareMs), unit: 'ms' };
  return [
    bareRow,
    ...lanes.map(({ level, atMost, server, isNewConnection, finished, accepted }) => {
      const stream = isNewConnection ? 'new connection for the stream' : 'one connection';
      const what = `print(1), request to final status, added, ${level}, ${stream}`;
      if (!server) return notMeasured(what, 'ms', `${level} does not work here`);
      const note = `accepted after ${median(accepted).toFixed(1)} ms`;
      return { what, value: medianDifference(finished, bareMs), unit: 'ms', atMost, note };
    }),
  ];
}
