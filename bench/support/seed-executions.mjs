import { Database } from './sqlite.mjs';

export const SCRIPTS = 500;
export const SCHEDULES = 200;

const YEAR_MS = 365 * 86_400_000;

/** Pseudo-random numbers in [0, 1), the same in every run (mulberry32). */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How the ORM stores an instant in SQLite. @param {number} ms since the epoch */
export const instant = (ms) => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/** Prepares an insert by column names. */
const insertInto = (database, table, row) =>
  database.prepare(
    `INSERT INTO ${table} (${Object.keys(row).map((name) => `"${name}"`)}) VALUES (${Object.keys(row).map((name) => `@${name}`)})`,
  );

function seedScripts(database, created_at) {
  const script = (id) => ({
    ...{ id, name: `script ${id}`, description: '', type: 'python', code: 'print(1)\n' },
    ...{ dependencies: '[]', parameters: '[]', version: 1, tags: '[]', category: null },
    ...{ timeout_seconds: null, concurrency_limit: null, created_at, updated_at: created_at },
  });
  const schedule = (id) => ({
    ...{ id, script_id: id, name: `schedule ${id}`, description: '', cron_expression: '0 0 * * *' },
    ...{ timezone: 'UTC', params: '{}', enabled: 0, last_run_time: null, next_run_time: null },
    ...{ created_at, updated_at: created_at },
  });
  const insertScript = insertInto(database, 'scripts', script(1));
  for (let id = 1; id <= SCRIPTS; id++) insertScript.run(script(id));
  const insertSchedule = insertInto(database, 'schedules', schedule(1));
  for (let id = 1; id <= SCHEDULES; id++) insertSchedule.run(schedule(id));
}

/** @returns status, reason, exit code: 91 % success, as where most runs are scheduled */
function ending(chance) {
  if (chance < 0.91) return ['success', null, 0];
  if (chance < 0.98) return ['failed', 'exit_code', 1];
  if (chance < 0.99) return ['failed', 'timeout', null];
  if (chance < 0.992) return ['failed', 'lost', null];
  return ['cancelled', null, null];
}

/** A few scripts have most of the runs, many have hardly any. */
function execution(random, createdMs) {
  const script_id = 1 + Math.floor(SCRIPTS * random() ** 3);
  const [status, reason, exit_code] = ending(random());
  const isScheduled = script_id <= SCHEDULES && random() < 0.8;
  const isRerun = !isScheduled && random() < 0.01;
  return {
    ...{ script_id, version: 1, status, reason, exit_code, signal: null },
    ...{ params: '{"target":"example"}', uploads: '[]', isolation: 'bwrap' },
    output: random() < 0.05 ? 'line of output\n'.repeat(20) : null,
    error: status === 'failed' ? 'The script ended with exit code 1.' : null,
    trigger: isScheduled ? 'schedule' : isRerun ? 'rerun' : 'manual',
    ...{ triggered_by: null, rerun_of: null, schedule_id: isScheduled ? script_id : null },
    scheduled_for: isScheduled ? instant(createdMs) : null,
    ...{ attempt: 1, priority: 0, timeout_seconds: 300 },
    created_at: instant(createdMs),
    start_time: instant(createdMs + 20),
    end_time: instant(createdMs + 20 + Math.floor(60_000 * random() ** 4)),
    ...{ cpu_ms: 40, max_rss_bytes: null, dropped_bytes: 0 },
  };
}

/**
 * Fills a migrated database with a year of ended executions, evenly spread, the newest now.
 * @param {string} file
 * @param {number} count of executions
 */
export function seedExecutions(file, count) {
  const database = new Database(file);
  database.pragma('synchronous = OFF');
  const random = randomNumbers(1);
  const begin = Date.now() - YEAR_MS;
  const insert = insertInto(database, 'executions', execution(random, begin));
  database.transaction(() => {
    seedScripts(database, instant(begin));
    for (let number = 0; number < count; number++)
      insert.run(execution(random, begin + Math.floor((number / count) * YEAR_MS)));
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
