import { readListWhile } from '../support/list-reader.mjs';
import { execute } from '../support/runs.mjs';
import { startServer } from '../support/server.mjs';
import { percentile } from '../support/statistics.mjs';

const MEBIBYTE = 1_048_576;
const AT_MOST_MS = 50;
const READ_INTERVAL_MS = 20;

/** Each takes what it can get of one thing; its limit ends it. */
const HOGS = [
  {
    ...{ name: 'fork bomb', reason: 'process_limit', limits: { processes: 40 } },
    code: 'import os, time\nwhile True:\n    try: os.fork()\n    except OSError: time.sleep(0.1)',
  },
  {
    ...{ name: 'memory hog', reason: 'out_of_memory', limits: { memory_bytes: 120 * MEBIBYTE } },
    code: 'taken = []\nwhile True: taken.append(bytearray(1 << 20))',
  },
  {
    ...{ name: 'disk filler', reason: 'space_limit', limits: { space_bytes: 64 * MEBIBYTE } },
    code: 'with open("filler", "wb") as filler:\n    while True: filler.write(b"x" * (1 << 20))',
  },
  {
    ...{ name: 'log flood', reason: 'log_limit', limits: { log_bytes: 300 * MEBIBYTE } },
    code: 'while True: print("x" * 200)',
  },
];

/**
 * What the API takes to answer while a fork bomb, a memory hog, a disk filler and a log flood rage at once.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function hogs({ isQuick }) {
  const server = await startServer({ LOG_LIMIT_BYTES: '10000000' });
  const rage = async ({ name, reason, ...script }) => {
    const { id } = await server.api.post('/api/scripts', { name, type: 'python', ...script });
    const run = await execute(server, id);
    await server.api.follow(run);
    const ended = await server.api.get(`/api/executions/${run}`);
    if (ended.reason !== reason) throw new Error(`The ${name} ended as ${ended.reason}.`);
    await server.api.post('/api/scripts/bulk', { action: 'delete', ids: [id] });
  };
  const times = [];
  for (let round = 0; round < (isQuick ? 1 : 3); round++) {
    const raging = Promise.all(HOGS.map(rage));
    times.push(...(await readListWhile(server.api, READ_INTERVAL_MS, raging)));
  }
  await server.stop();
  const what = 'list of executions while four hogs rage';
  return [
    { what: `${what}, p50`, value: percentile(times, 50), unit: 'ms' },
    { what: `${what}, p95`, value: percentile(times, 95), unit: 'ms', atMost: AT_MOST_MS },
  ];
}
