import { lineLatencies } from '../support/line-latencies.mjs';
import { execute, saveScript } from '../support/runs.mjs';
import { startServer } from '../support/server.mjs';
import { percentile } from '../support/statistics.mjs';
import { wallClock } from '../support/wall-clock.mjs';

const FOLLOWERS = 20;
const LINES_PER_SECOND = 100;
/** Followers need a moment to connect before the first line counts, in lines. */
const SETTLING_LINES = 50;

const code = (lines) => `import time
begin = time.monotonic()
for line in range(${lines}):
    time.sleep(max(0, begin + line / ${LINES_PER_SECOND} - time.monotonic()))
    print(time.time_ns())
`;

/**
 * Time from a print() to each of many followers.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function liveLatency({ isQuick }) {
  const lines = SETTLING_LINES + LINES_PER_SECOND * (isQuick ? 2 : 8);
  const server = await startServer();
  const scriptId = await saveScript(server, 'clock', code(lines));
  const now = wallClock();
  const id = await execute(server, scriptId);
  const counted = [];
  const follow = async () => {
    const latencies = await lineLatencies(server.api, id, now);
    if (latencies.length !== lines) throw new Error('A follower did not get every line.');
    counted.push(...latencies.slice(SETTLING_LINES));
  };
  await Promise.all(Array.from({ length: FOLLOWERS }, follow));
  await server.stop();
  const row = (percent, atMost) => ({
    what: `print() to follower, ${FOLLOWERS} followers, ${LINES_PER_SECOND} lines/s, p${percent}`,
    value: percentile(counted, percent),
    unit: 'ms',
    atMost,
  });
  return [row(50, 5), row(99, 50)];
}
