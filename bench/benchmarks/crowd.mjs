import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endWithUs } from '../support/child.mjs';
import { lineLatencies } from '../support/line-latencies.mjs';
import { cpuSeconds } from '../support/process-time.mjs';
import { execute, saveScript } from '../support/runs.mjs';
import { startServer } from '../support/server.mjs';
import { percentile } from '../support/statistics.mjs';
import { wallClock } from '../support/wall-clock.mjs';

const LINES_PER_SECOND = 100;
/** Of all followers, those whose lines are read and timed; the others, in a process of their own, only take them in. */
const TIMED = 50;
const P99_AT_MOST_MS = 200;
const CORES_AT_MOST = 1;
/** The script begins to print when everybody is there. */
const START_FILE = 'begin';

const code = (lines) => `import os, time
while not os.path.exists('${START_FILE}'):
    time.sleep(0.05)
begin = time.monotonic()
for line in range(${lines}):
    time.sleep(max(0, begin + line / ${LINES_PER_SECOND} - time.monotonic()))
    print(time.time_ns())
`;

/**
 * A thousand followers of one log.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function crowd({ isQuick }) {
  const [followers, seconds] = isQuick ? [200, 2] : [1000, 10];
  const lines = LINES_PER_SECOND * seconds;
  const server = await startServer();
  const id = await execute(server, await saveScript(server, 'clock', code(lines)));
  const others = fork(join(import.meta.dirname, '../support/silent-followers.mjs'), [
    ...[`${server.url}/api/executions/${id}/logs/stream`, String(followers - TIMED)],
  ]);
  const endOthers = endWithUs(others);
  await once(others, 'message');
  const now = wallClock();
  const latencies = [];
  let connected = 0;
  /** @type {() => void} */
  let allConnected = () => {};
  const everybody = new Promise((resolve) => (allConnected = () => resolve(undefined)));
  const count = () => {
    if (++connected === TIMED) allConnected();
  };
  const follow = async () => {
    const own = await lineLatencies(server.api, id, now, count);
    if (own.length !== lines) throw new Error('A follower did not get every line.');
    latencies.push(...own);
  };
  const following = Promise.all(Array.from({ length: TIMED }, follow));
  await Promise.race([everybody, following]);
  const cpuBefore = cpuSeconds(server.pid);
  const start = performance.now();
  await writeFile(join(server.folder, 'execution_spaces', `execution_${id}`, START_FILE), '');
  await following;
  const cores = (cpuSeconds(server.pid) - cpuBefore) / ((performance.now() - start) / 1_000);
  await endOthers();
  await server.stop();
  const what = `print() to follower, ${followers} followers, ${LINES_PER_SECOND} lines/s`;
  return [
    { what: `${what}, p50`, value: percentile(latencies, 50), unit: 'ms' },
    { what: `${what}, p99`, value: percentile(latencies, 99), unit: 'ms', atMost: P99_AT_MOST_MS },
    { what: `${what}, server`, value: cores, unit: 'cores', atMost: CORES_AT_MOST },
  ];
}
