import { join } from 'node:path';
import { SCHEDULES, SCRIPTS, seedExecutions } from '../support/seed-executions.mjs';
import { startRestedServer, startServer } from '../support/server.mjs';
import { median, percentile } from '../support/statistics.mjs';

const DAY_MS = 86_400_000;
const AT_MOST_MS = 20;
const WARM_UP_REQUESTS = 3;

/** @param {number} daysAgo */
const day = (daysAgo) => new Date(Date.now() - daysAgo * DAY_MS).toISOString();

/**
 * What people ask the list for; each is a function of the request's number, so that requests differ.
 * @param {number} count of executions
 * @returns {Record<string, (number: number) => string>}
 */
const questions = (count) => ({
  'first page': () => '',
  'first page of 200': () => 'per_page=200',
  'deep by cursor': (number) => `cursor=${Math.floor(count / (2 + number))}`,
  'busy script': (number) => `script_id=${1 + (number % 3)}`,
  'quiet script': (number) => `script_id=${SCRIPTS - number}`,
  'status success': () => 'status=success',
  'status failed': () => 'status=failed',
  'status cancelled': () => 'status=cancelled',
  'status pending,running (none)': () => 'status=pending,running',
  'status success,failed': () => 'status=success,failed',
  'busy script and status failed': (number) => `script_id=${1 + (number % 3)}&status=failed`,
  'quiet script and two statuses': (number) =>
    `script_id=${SCRIPTS - number}&status=failed,cancelled`,
  'trigger schedule': () => 'trigger=schedule',
  'trigger rerun (0.3 %)': () => 'trigger=rerun',
  'script and trigger manual': (number) => `script_id=${1 + number}&trigger=manual`,
  'script and trigger rerun': (number) => `script_id=${1 + number}&trigger=rerun`,
  'status failed and trigger rerun': () => 'status=failed&trigger=rerun',
  'script, two statuses and trigger manual': (number) =>
    `script_id=${1 + number}&status=success,failed&trigger=manual`,
  'one schedule': (number) => `schedule_id=${1 + (number % SCHEDULES)}`,
  'created in the last day': () => `created_from=${day(1)}`,
  'created on one day of last year': (number) =>
    `created_from=${day(101 + number)}&created_to=${day(100 + number)}`,
  'created before a day': (number) => `created_to=${day(200 + number)}`,
  'busy script on one day': (number) =>
    `script_id=${1 + (number % 3)}&created_from=${day(101 + number)}&created_to=${day(100 + number)}`,
  'status failed on one day': (number) =>
    `status=failed&created_from=${day(101 + number)}&created_to=${day(100 + number)}`,
});

/**
 * The list of executions over a large table.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function executionList({ isQuick }) {
  const [count, requests] = isQuick ? [100_000, 10] : [1_000_000, 40];
  const migrated = await startServer({ SCHEDULER: 'off' });
  await migrated.stop();
  const { folder } = migrated;
  seedExecutions(join(folder, 'data/database.db'), count);
  const server = await startRestedServer({ SCHEDULER: 'off' }, folder);
  const rows = [];
  for (const [name, query] of Object.entries(questions(count))) {
    const times = [];
    for (let number = -WARM_UP_REQUESTS; number < requests; number++) {
      const start = performance.now();
      await server.api.get(`/api/executions?${query(Math.abs(number))}`);
      if (number >= 0) times.push(performance.now() - start);
    }
    rows.push({
      what: `${count.toLocaleString('en')} executions, ${name}, p95`,
      value: percentile(times, 95),
      unit: 'ms',
      atMost: AT_MOST_MS,
      note: `median ${median(times).toFixed(1)} ms`,
    });
  }
  await server.stop();
  return rows;
}
