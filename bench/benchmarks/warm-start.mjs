import { Bare } from '../support/bare.mjs';
import { assertSuccess, execute, saveScript } from '../support/runs.mjs';
import { startServer, untilWarm } from '../support/server.mjs';
import { median, medianRatio } from '../support/statistics.mjs';

const LANGUAGES = /** @type {const} */ ([
  { language: 'python', name: 'Python', code: 'print(1)\n' },
  { language: 'javascript', name: 'Node', code: 'console.log(1)\n' },
]);
/** Most of a bare run's time until the final status, and until the first line at a follower. */
const FINISHED_AT_MOST = 0.8;
const FIRST_LINE_AT_MOST = 0.6;
const POOL_SIZE = 2;
const WARM_UP_ROUNDS = 3;

/**
 * Runs once.
 * @param {import('../support/server.mjs').BenchServer} server
 * @param {number} scriptId
 * @returns times since the request, in milliseconds
 */
async function runOnce(server, scriptId) {
  const start = performance.now();
  const id = await execute(server, scriptId);
  let firstLineMs = NaN;
  let finishedMs = NaN;
  const last = await server.api.follow(
    id,
    (event) => {
      if (event === 'log' && Number.isNaN(firstLineMs)) firstLineMs = performance.now() - start;
      if (event === 'status') finishedMs = performance.now() - start;
    },
    { isNewConnection: false },
  );
  assertSuccess(last);
  const { is_warm: isWarm } = await server.api.get(`/api/executions/${id}`);
  if (!isWarm) throw new Error(`Execution ${id} started cold.`);
  return { firstLineMs, finishedMs };
}

/**
 * A run that a waiting interpreter takes, in the default isolation, against a bare spawn of the same script.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function warmStart({ isQuick }) {
  const rounds = isQuick ? 5 : 60;
  const server = await startServer({ WARM_POOL_SIZE: String(POOL_SIZE) });
  const lanes = [];
  for (const { language, name, code } of LANGUAGES) {
    const bare = await Bare.prepare(code, language);
    const scriptId = await saveScript(server, name, code, language);
    lanes.push({ name, bare, scriptId, bareMs: [], firstLineMs: [], finishedMs: [] });
  }
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++) {
    for (const { bare, scriptId, bareMs, firstLineMs, finishedMs } of lanes) {
      await untilWarm(server, POOL_SIZE * LANGUAGES.length);
      const reference = await bare.run();
      const measured = await runOnce(server, scriptId);
      if (round < 0) continue;
      bareMs.push(reference);
      firstLineMs.push(measured.firstLineMs);
      finishedMs.push(measured.finishedMs);
    }
  }
  for (const { bare } of lanes) await bare.end();
  const { isolation } = await server.api.get('/api/system');
  await server.stop();
  return lanes.flatMap(({ name, bareMs, firstLineMs, finishedMs }) => {
    const row = (what, ms, atMost) => ({
      what: `waiting ${name} in ${isolation}, ${what}, against a bare run`,
      ...{ value: medianRatio(ms, bareMs), unit: 'ratio', atMost },
      note: `${median(ms).toFixed(1)} ms, bare ${median(bareMs).toFixed(1)} ms`,
    });
    return [
      row('request to final status', finishedMs, FINISHED_AT_MOST),
      row('request to first line at a follower', firstLineMs, FIRST_LINE_AT_MOST),
    ];
  });
}
