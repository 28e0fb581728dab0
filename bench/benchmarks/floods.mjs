import { MemoryWatch } from '../support/process-memory.mjs';
import { assertSuccess, execute, saveScript } from '../support/runs.mjs';
import { startServer } from '../support/server.mjs';

const MEGABYTE = 1_000_000;
const RUNS = 10;
const LINE_BYTES = 100;
const AT_MOST_MB = 60;

const code = (lines) => `for number in range(${lines}):
    print(f'{number:>${LINE_BYTES - 1}}')
`;

/**
 * Many scripts that flood their logs at once, each with a follower: what the server grows by.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function floods({ isQuick }) {
  const megabytes = isQuick ? 2 : 20;
  const server = await startServer({ EXECUTION_CONCURRENCY: String(RUNS) });
  const scriptId = await saveScript(server, 'flood', code((megabytes * MEGABYTE) / LINE_BYTES));
  const runAll = (count) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        assertSuccess(await server.api.follow(await execute(server, scriptId)));
      }),
    );
  await runAll(1);
  const memory = new MemoryWatch(server.pid);
  await runAll(RUNS);
  const grown = memory.stop() / MEGABYTE;
  await server.stop();
  const what = `${RUNS} runs that print ${megabytes} MB each at once, server grows by`;
  return [{ what, value: grown, unit: 'MB', atMost: AT_MOST_MB }];
}
