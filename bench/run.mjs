/** `npm run bench -- --help` says what this does. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleSpeed } from './benchmarks/console.mjs';
import { crowd } from './benchmarks/crowd.mjs';
import { executionList } from './benchmarks/execution-list.mjs';
import { floods } from './benchmarks/floods.mjs';
import { hogs } from './benchmarks/hogs.mjs';
import { hugeLog } from './benchmarks/huge-log.mjs';
import { idle } from './benchmarks/idle.mjs';
import { largeLog } from './benchmarks/large-log.mjs';
import { liveLatency } from './benchmarks/live-latency.mjs';
import { machineSpeed } from './benchmarks/machine.mjs';
import { serverSize } from './benchmarks/server-size.mjs';
import { startToFinish } from './benchmarks/start-to-finish.mjs';
import { throughput } from './benchmarks/throughput.mjs';
import { warmStart } from './benchmarks/warm-start.mjs';
import { removeAll } from './support/cleanup.mjs';
import { machine, markdownTable, textTable, writeBetweenMarkers } from './support/report.mjs';
import { verdict } from './support/row.mjs';
import { ROOT } from './support/server.mjs';

const BENCHMARKS = {
  machine: machineSpeed,
  'start-to-finish': startToFinish,
  'warm-start': warmStart,
  throughput,
  'server-size': serverSize,
  'live-latency': liveLatency,
  crowd,
  'large-log': largeLog,
  floods,
  hogs,
  'huge-log': hugeLog,
  'execution-list': executionList,
  console: consoleSpeed,
  idle,
};

const HELP = `Measures the built server against bare spawns on this machine. About 11 minutes.

  --quick            few samples: whether it works, not how fast it is
  --only NAME,NAME   of ${Object.keys(BENCHMARKS).join(', ')}
  --json FILE        also writes every row as JSON
  --markdown FILE    also writes the table into a document, between its markers
`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    markdown: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Runs the chosen benchmarks one after the other. One that fails becomes a row that says why. */
async function measure(names) {
  const rows = [];
  for (const benchmark of names) {
    process.stderr.write(`${benchmark} ...\n`);
    try {
      const measured = await BENCHMARKS[benchmark]({ isQuick: options.quick });
      rows.push(...measured.map((row) => ({ benchmark, ...row })));
    } catch (error) {
      // the other benchmarks are still worth having; the exit code tells
      process.exitCode = 1;
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      rows.push({ benchmark, what: 'failed', value: null, unit: '', note: String(error) });
    } finally {
      await removeAll();
    }
  }
  return rows;
}

async function main() {
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const names = options.only?.split(',') ?? Object.keys(BENCHMARKS);
  const unknown = names.filter((name) => !(name in BENCHMARKS));
  if (unknown.length) {
    process.stderr.write(`There is no benchmark ${unknown.join(', ')}.\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  execFileSync(process.execPath, [join(ROOT, 'scripts/ensure-built.mjs'), 'server'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const conditions = `${machine()}${options.quick ? '; quick run: few samples' : ''}`;
  const rows = await measure(names);
  process.stdout.write(`\n${conditions}\n\n${textTable(rows)}\n`);
  if (options.json) {
    const results = rows.map((row) => ({ ...row, verdict: verdict(row) }));
    await writeFile(options.json, `${JSON.stringify({ conditions, results }, null, 2)}\n`);
  }
  if (options.markdown)
    await writeBetweenMarkers(options.markdown, `${conditions}.\n\n${markdownTable(rows)}`);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => void removeAll().finally(() => process.exit(1)));
await main();
