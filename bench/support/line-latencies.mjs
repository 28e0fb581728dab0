import { assertSuccess } from './runs.mjs';

/**
 * Follows a run whose every line is the time at which it was printed, in nanoseconds since the epoch.
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {number} id of the execution
 * @param {() => number} now milliseconds since the epoch
 * @param {() => void} [connected] called with the first event
 * @returns {Promise<number[]>} how long each line was on its way, in milliseconds
 */
export async function lineLatencies(api, id, now, connected = () => {}) {
  const latencies = [];
  let rest = '';
  let isConnected = false;
  const last = await api.follow(id, (event, data) => {
    if (!isConnected) connected();
    isConnected = true;
    if (event !== 'log') return;
    const at = now();
    const texts = (rest + data.text).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) latencies.push(at - Number(text) / 1e6);
  });
  assertSuccess(last);
  return latencies;
}
