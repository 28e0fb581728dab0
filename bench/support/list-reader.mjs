import { setTimeout as delay } from 'node:timers/promises';

/**
 * Reads the list of executions again and again while a promise is open.
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {number} intervalMs between an answer and the next request
 * @param {Promise<unknown>} work
 * @returns {Promise<number[]>} the time of each answer, in milliseconds
 * @throws when the work fails
 */
export async function readListWhile(api, intervalMs, work) {
  const times = [];
  let isOpen = true;
  const end = () => (isOpen = false);
  work.then(end, end);
  while (isOpen) {
    const start = performance.now();
    await api.get('/api/executions');
    times.push(performance.now() - start);
    await delay(intervalMs);
  }
  await work;
  return times;
}
