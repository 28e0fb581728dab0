import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { readListWhile } from '../support/list-reader.mjs';
import { Bare } from '../support/bare.mjs';
import { execute, saveScript } from '../support/runs.mjs';
import { notMeasured } from '../support/row.mjs';
import { COLD, startServerAt } from '../support/server.mjs';
import { median, medianRatio, percentile } from '../support/statistics.mjs';

const CODE = 'print(1)\n';
/** Least shares of a bare loop's throughput. */
const LEVELS = /** @type {const} */ ([
  { level: 'plain', atLeast: 0.75 },
  { level: 'bwrap', atLeast: 0.8 },
]);
const LIST_INTERVAL_MS = 20;
const LIST_AT_MOST_MS = 30;
const POLL_MS = 2;
const MAX_POLLS = 30_000;

/**
 * Asks for all runs at once, waits until none is left.
 * @param {import('../support/server.mjs').BenchServer} server
 * @param {number} scriptId
 * @param {number} count
 * @returns {Promise<number>} milliseconds
 * @throws {Error} when one of them failed
 */
async function runAll(server, scriptId, count) {
  const { api } = server;
  const start = performance.now();
  const ids = await Promise.all(Array.from({ length: count }, () => execute(server, scriptId)));
  // first in, first out: when the newest has ended at most the runs beside it are left
  await api.follow(Math.max(...ids));
  for (let poll = 0; poll < MAX_POLLS; poll++) {
    const { total } = await api.get('/api/executions?status=pending,running&per_page=1');
    if (total === 0) break;
    await delay(POLL_MS);
  }
  const ms = performance.now() - start;
  const path = `/api/executions?script_id=${scriptId}&status=success&cursor=${Math.max(...ids) + 1}`;
  const { items } = await api.get(`${path}&per_page=${Math.min(count, 200)}`);
  if (items.at(-1)?.id !== Math.min(...ids)) throw new Error('Not every run succeeded.');
  return ms;
}

/**
 * Many short runs at once, against a loop that spawns the same command with the same concurrency.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function throughput({ isQuick }) {
  const [rounds, count] = isQuick ? [1, 60] : [5, 200];
  const concurrency = availableParallelism();
  const bare = await Bare.prepare(CODE);
  const lanes = [];
  for (const { level, atLeast } of LEVELS) {
    const settings = { ...COLD, EXECUTION_CONCURRENCY: String(concurrency) };
    const server = await startServerAt(level, settings);
    const scriptId = server && (await saveScript(server, 'print one', CODE));
    if (server) await runAll(server, scriptId, 20);
    lanes.push({ level, atLeast, server, scriptId, ms: [] });
  }
  const bareMs = [];
  for (let round = 0; round < rounds; round++) {
    bareMs.push(await bare.run({ count, concurrency }));
    for (const { server, scriptId, ms } of lanes)
      if (server) ms.push(await runAll(server, scriptId, count));
  }
  await bare.end();
  const listMs = [];
  for (const { server, scriptId } of lanes) {
    if (server)
      listMs.push(
        ...(await readListWhile(server.api, LIST_INTERVAL_MS, runAll(server, scriptId, count))),
      );
    await server?.stop();
  }
  const perSecond = (ms) => Math.round((count / median(ms)) * 1000);
  const rows = lanes.map(({ level, atLeast, server, ms }) => {
    const what = `${count} runs at once, ${concurrency} in parallel, throughput against bare spawns, ${level}`;
    if (!server) return notMeasured(what, 'ratio', `${level} does not work here`);
    const note = `${perSecond(ms)} runs/s, bare ${perSecond(bareMs)} runs/s`;
    return { what, value: medianRatio(bareMs, ms), unit: 'ratio', atLeast, note };
  });
  const what = `${count} runs at once, list of executions meanwhile, p95`;
  const note = `${listMs.length} reads`;
  return [
    ...rows,
    { what, value: percentile(listMs, 95), unit: 'ms', atMost: LIST_AT_MOST_MS, note },
  ];
}
