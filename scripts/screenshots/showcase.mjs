/** A small team's scripts, as the screenshots show them: real code, really run; only when it ran is moved into the past. */
import { instant } from '../../bench/support/seed-executions.mjs';
import { Database } from '../../bench/support/sqlite.mjs';

const SALES_REPORT = `"""Totals of a day's orders for each region, as a table and as a result for other programs."""
import csv
import json
import os
import random
import sys
import time
from collections import Counter

DAY = os.environ["DAY"]
REGIONS = os.environ["REGIONS"].split(",")
LIMIT = int(os.environ["LIMIT"])
GREEN, YELLOW, BOLD, RESET = "\\033[32m", "\\033[33m", "\\033[1m", "\\033[0m"

print("::group::Reading orders")
totals = Counter()
for step, region in enumerate(REGIONS, start=1):
    orders = [round(random.uniform(5, 400), 2) for _ in range(LIMIT)]
    totals[region] = round(sum(orders), 2)
    print(f"{region:>6}  {len(orders):5} orders  {totals[region]:>12,.2f} EUR")
    print(f"::progress {step * 100 // len(REGIONS)} {region}", flush=True)
    time.sleep(0.2)
print("::endgroup::")

if min(totals.values()) < 1000:
    print("A region has hardly any sales: is its feed late?", file=sys.stderr)

with open("report.csv", "w", newline="") as file:
    table = csv.writer(file)
    table.writerow(["region", "total"])
    table.writerows(totals.most_common())
with open("result.json", "w") as file:
    json.dump({"day": DAY, "total": round(sum(totals.values()), 2), "best": max(totals, key=totals.get)}, file)

print(f"{BOLD}{DAY}{RESET}: {GREEN}{sum(totals.values()):,.2f} EUR{RESET} in {len(REGIONS)} regions")
print(f"{YELLOW}report.csv{RESET} written. How to read it: https://wiki.example/reports/sales")
`;

const SHORTER_REPORT = SALES_REPORT.replace(/if min[\s\S]*?file=sys.stderr\)\n\n/, '').replace(
  '    time.sleep(0.2)\n',
  '',
);

const FEED = `// Takes over the supplier's product feed.
const SOURCE = process.env.SOURCE ?? 'https://supplier.example/feed.json';

function parse(line) {
  const [sku, price] = line.split(';');
  if (Number.isNaN(Number(price))) throw new TypeError(\`\${sku}: “\${price}” is no price\`);
  return { sku, price: Number(price) };
}

console.log(\`Reading \${SOURCE}\`);
const lines = ['A-100;12.90', 'A-101;8.50', process.env.BROKEN === 'true' ? 'A-102;free' : 'A-102;19.00'];
for (const line of lines) console.log(parse(line));
console.log(\`\${lines.length} products taken over\`);
`;

const BACKUP = `"""Copies the database to the vault and proves that the copy can be read."""
import hashlib
import random
import time

SIZE_MB = random.randint(180, 260)
print(f"Dumping {SIZE_MB} MB", flush=True)
for percent in range(0, 101, 20):
    print(f"::progress {percent} copying", flush=True)
    time.sleep(random.uniform(0.05, 0.3))
print("sha256", hashlib.sha256(str(SIZE_MB).encode()).hexdigest())
print("The copy can be read.")
`;

const CERTIFICATES = `// Warns before a certificate ends.
const hosts = (process.env.HOSTS ?? '').split(',');
for (const [index, host] of hosts.entries()) {
  const days = 90 - 21 * index;
  console[days < 30 ? 'warn' : 'log'](\`\${host.padEnd(24)} \${days} days left\`);
}
`;

const WATCH = `"""Follows a queue until it is empty."""
import time

for left in range(600, 0, -1):
    print(f"::progress {100 - left // 6} {left} messages left")
    print(f"{left} messages left", flush=True)
    time.sleep(0.5)
`;

/** What `POST /api/scripts` gets. */
const SCRIPTS = [
  {
    name: 'Sales report',
    description: 'Totals of a day’s orders for each region',
    type: 'python',
    code: SHORTER_REPORT,
    category: 'reports/daily',
    tags: ['sales', 'finance'],
    favourite: true,
    limits: { memory_bytes: 268_435_456 },
    parameters: [
      {
        ...{
          key: 'DAY',
          label: 'Day',
          type: 'string',
          required: true,
          default_value: '2026-03-02',
        },
        description: 'The day whose orders are counted',
      },
      {
        ...{ key: 'REGIONS', label: 'Regions', type: 'string', default_value: 'north,south,east' },
        description: 'Separated by commas',
      },
      {
        ...{ key: 'LIMIT', label: 'Orders per region', type: 'integer', default_value: 400 },
        ...{ min: 1, max: 100_000 },
      },
    ],
  },
  {
    name: 'Product feed',
    description: 'Takes over the supplier’s products',
    type: 'javascript',
    code: FEED,
    category: 'imports',
    tags: ['shop'],
    parameters: [
      { key: 'SOURCE', type: 'string', default_value: 'https://supplier.example/feed.json' },
      { key: 'BROKEN', label: 'With a broken line', type: 'boolean', default_value: false },
    ],
  },
  {
    name: 'Backup',
    description: 'Copies the database to the vault and proves that the copy can be read',
    type: 'python',
    code: BACKUP,
    category: 'upkeep',
    tags: ['database'],
    favourite: true,
  },
  {
    name: 'Certificates',
    description: 'Warns before a certificate ends',
    type: 'javascript',
    code: CERTIFICATES,
    category: 'upkeep',
    tags: ['web'],
    parameters: [
      { key: 'HOSTS', type: 'text', default_value: 'www.example,shop.example,mail.example' },
    ],
  },
  {
    name: 'Queue watch',
    description: 'Follows a queue until it is empty',
    type: 'python',
    code: WATCH,
    category: 'upkeep',
    tags: ['queue'],
    concurrency_limit: 1,
  },
];

/** By position of their script. */
const SCHEDULES = [
  { script: 0, name: 'Every evening', cron_expression: '30 18 * * 1-5', timezone: 'Europe/London' },
  {
    script: 1,
    name: 'Feed of the morning',
    cron_expression: '0 6 * * *',
    timezone: 'Asia/Shanghai',
  },
  { script: 2, name: 'Nightly', cron_expression: '15 2 * * *', timezone: 'UTC' },
  { script: 3, name: 'Once a week', cron_expression: '0 9 * * 1', timezone: 'UTC', enabled: false },
];

/** Days of history. */
const DAYS = 14;
const DAY_MS = 86_400_000;
/** Runs that are waited for together. */
const AT_ONCE = 4;

/**
 * @typedef {object} Showcase
 * @property {number[]} scripts ids, in the order of `SCRIPTS`
 * @property {number[]} schedules ids, in the order of `SCHEDULES`
 * @property {number} report a run that succeeded
 * @property {number} failed a run that failed
 */

/**
 * Makes the scripts and schedules, and runs the scripts.
 * @param {import('../../bench/support/api-client.mjs').ApiClient} api of a server without any
 * @returns {Promise<Showcase>}
 */
export async function makeShowcase(api) {
  const scripts = [];
  for (const script of SCRIPTS) scripts.push((await api.post('/api/scripts', script)).id);
  const [reportId = 0, feedId = 0] = scripts;
  const schedules = [];
  for (const { script, ...schedule } of SCHEDULES) {
    const made = await api.post('/api/schedules', { ...schedule, script_id: scripts[script] });
    schedules.push(made.id);
  }

  const run = async (id, params = {}) => {
    const execution = await api.post(`/api/scripts/${id}/execute`, { params });
    await api.follow(execution.id);
    return execution.id;
  };
  for (let first = 0; first < DAYS; first += AT_ONCE) {
    const days = Array.from({ length: Math.min(AT_ONCE, DAYS - first) }, (_, n) => first + n);
    await Promise.all(
      days.flatMap((day) => [
        run(reportId),
        run(feedId, { BROKEN: day % 5 === 3 }),
        ...scripts.slice(2, 4).map((id) => run(id)),
      ]),
    );
  }
  await api.put(`/api/scripts/${reportId}`, {
    ...{ code: SALES_REPORT, base_version: 1, version_description: 'Warn when a feed is late' },
  });
  const report = await run(reportId, { REGIONS: 'north,south,east,west,islands', LIMIT: 900 });
  const failed = await run(feedId, { BROKEN: true });
  return { scripts, schedules, report, failed };
}

/**
 * Moves all but the last two runs into the past, as if a schedule had started them day by day. The server must be down.
 * @param {string} file the database
 */
export function moveIntoThePast(file) {
  const database = new Database(file);
  const runs = database
    .prepare(
      'SELECT id, script_id, created_at, start_time, end_time FROM executions ORDER BY id DESC',
    )
    .all()
    .slice(2);
  const schedules = new Map(database.prepare('SELECT script_id, id FROM schedules').raw().all());
  const move = database.prepare(
    `UPDATE executions SET trigger = 'schedule', schedule_id = @schedule, scheduled_for = @created_at,
     created_at = @created_at, start_time = @start_time, end_time = @end_time WHERE id = @id`,
  );
  /** @type {Map<number, number>} */
  const seen = new Map();
  for (const run of runs) {
    const age = (seen.get(run.script_id) ?? 0) + 1;
    seen.set(run.script_id, age);
    const at = Math.floor(Date.now() / DAY_MS - age) * DAY_MS + (6 + run.script_id) * 3_600_000;
    const since = (time) => Date.parse(`${time}Z`) - Date.parse(`${run.created_at}Z`);
    move.run({
      ...{ id: run.id, schedule: schedules.get(run.script_id) ?? null, created_at: instant(at) },
      start_time: instant(at + since(run.start_time)),
      end_time: instant(at + since(run.end_time)),
    });
  }
  database.close();
}

/**
 * Starts what shows running and waiting.
 * @param {import('../../bench/support/api-client.mjs').ApiClient} api
 * @param {Showcase} showcase
 */
export async function startLiveRuns(api, { scripts }) {
  const watch = scripts.at(-1);
  for (let run = 0; run < 2; run++) await api.post(`/api/scripts/${watch}/execute`, {});
}
