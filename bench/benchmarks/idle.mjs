import { setTimeout as delay } from 'node:timers/promises';
import {
  parentOf,
  processTree,
  proportionalBytes,
  residentBytes,
} from '../support/process-memory.mjs';
import { startCommand, startServer } from '../support/server.mjs';
import { median } from '../support/statistics.mjs';
import { temporaryFolder } from '../support/temporary-folder.mjs';

const MEGABYTE = 1_000_000;
const START_MS = 2_000;
/** After this the start is over and the collector has had its turn, in milliseconds. */
const SETTLING_MS = 3_000;

/** What has ended meanwhile counts nothing. */
const total = (pids, measure) => pids.reduce((sum, pid) => sum + (measure(pid) || 0), 0) / MEGABYTE;

/**
 * What a server costs that does nothing, and how soon it answers.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function idle({ isQuick }) {
  const starts = isQuick ? 2 : 5;
  let server = await startServer();
  const firstMs = server.startMs;
  const laterMs = [];
  for (let start = 0; start < starts; start++) {
    await server.stop();
    server = await startServer({}, server.folder);
    laterMs.push(server.startMs);
  }
  await delay(SETTLING_MS);
  // the server and its helper; what waits below it is counted for itself
  const [ownPid, ...below] = processTree(server.pid);
  const pids = [ownPid, ...below.filter((pid) => parentOf(pid) === ownPid)];
  const waiting = below.filter((pid) => !pids.includes(pid));
  const resident = total(pids, residentBytes);
  const proportional = total(pids, proportionalBytes);
  const waitingTotal = total(waiting, proportionalBytes);
  await server.stop();
  return [
    {
      ...{ what: 'idle server with its helper, RSS', value: resident, unit: 'MB', atMost: 180 },
      note: `${pids.length} processes; PSS ${Math.round(proportional)} MB`,
    },
    {
      ...{ what: 'interpreters that wait for runs, with their sandboxes, PSS', unit: 'MB' },
      value: waitingTotal,
      note: `${waiting.length} processes`,
    },
    { what: 'first start, to first 200', value: firstMs, unit: 'ms' },
    { what: 'later start, to first 200', value: median(laterMs), unit: 'ms', atMost: START_MS },
    await secondNpmStart(),
  ];
}

/** The first one builds what is stale. */
async function secondNpmStart() {
  const { path } = await temporaryFolder();
  let ms = NaN;
  for (let start = 0; start < 2; start++) {
    const server = await startCommand(['npm', 'start'], path, {}, { isGroup: true });
    ms = server.startMs;
    await server.stop();
  }
  return { what: 'second npm start, to first 200', value: ms, unit: 'ms', atMost: START_MS };
}
