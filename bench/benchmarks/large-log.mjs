import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bare } from '../support/bare.mjs';
import { readListWhile } from '../support/list-reader.mjs';
import { MemoryWatch } from '../support/process-memory.mjs';
import { assertSuccess, execute, saveScript } from '../support/runs.mjs';
import { startServer } from '../support/server.mjs';
import { median, percentile } from '../support/statistics.mjs';

const MEGABYTE = 1_000_000;
const LINE_BYTES = 100;
const LIST_INTERVAL_MS = 20;

/** How the script writes; the same code runs bare. */
const WRITERS = [
  {
    name: 'line by line',
    atMost: 1.3,
    setUp: 'sys.stdout.reconfigure(line_buffering=True)\nwrite = sys.stdout.write',
  },
  {
    name: 'in blocks',
    atMost: 1.3,
    setUp: 'write = lambda text: sys.stdout.buffer.write(text.encode())',
  },
  // the server makes Python write whole lines, which it does not do by itself when its output is a file
  { name: 'by plain print, bare in blocks', setUp: 'write = lambda text: print(text, end="")' },
];

/** The script writes its own wall time, in seconds, into a file beside it. */
const code = (setUp, lines) => `import sys, time
${setUp}
begin = time.monotonic()
for number in range(${lines}):
    write(f'{number:>${LINE_BYTES - 1}}\\n')
sys.stdout.flush()
with open('elapsed', 'w') as file:
    file.write(str(time.monotonic() - begin))
`;

/** @param {string} folder */
const elapsedIn = async (folder) => Number(await readFile(join(folder, 'elapsed'), 'utf8'));

/** @param {string} file @throws {Error} when a line is missing, doubled or torn */
async function assertNumbered(file, lines) {
  let expected = 0;
  let rest = '';
  for await (const text of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const found = (rest + text).split('\n');
    rest = found.pop() ?? '';
    for (const line of found)
      if (Number(line) !== expected++) throw new Error(`The log lacks line ${expected - 1}.`);
  }
  if (expected !== lines) throw new Error(`The log has ${expected} of ${lines} lines.`);
}

/** Floods the log once while a follower and a reader of the list are connected. */
async function flood(server, scriptId, lines) {
  const memory = new MemoryWatch(server.pid);
  const id = await execute(server, scriptId);
  const followed = server.api.follow(id);
  const listMs = await readListWhile(server.api, LIST_INTERVAL_MS, followed);
  assertSuccess(await followed);
  const grownBytes = memory.stop();
  const name = `execution_${id}`;
  await assertNumbered(join(server.folder, 'data/control', name, 'stdout.log'), lines);
  const seconds = await elapsedIn(join(server.folder, 'execution_spaces', name));
  return { seconds, grownBytes, listMs };
}

/**
 * A script that floods its log: what it loses, what it costs the script, the server and everybody else.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function largeLog({ isQuick }) {
  const [megabytes, rounds] = isQuick ? [20, 1] : [100, 7];
  const lines = (megabytes * MEGABYTE) / LINE_BYTES;
  const server = await startServer({ LOG_LIMIT_BYTES: String(2 * megabytes * MEGABYTE) });
  const smallLog = await saveScript(server, 'small log', code(WRITERS[0].setUp, 20_000));
  await flood(server, smallLog, 20_000);
  const rows = [];
  for (const { name, atMost, setUp } of WRITERS) {
    const bare = await Bare.prepare(code(setUp, lines));
    const scriptId = await saveScript(server, name, code(setUp, lines));
    const ratios = [];
    const floods = [];
    for (let round = 0; round < rounds; round++) {
      await bare.run();
      const reference = await elapsedIn(bare.folder);
      const measured = await flood(server, scriptId, lines);
      floods.push(measured);
      ratios.push(measured.seconds / reference);
    }
    await bare.end();
    const what = `${megabytes} MB log written ${name}`;
    const seconds = median(floods.map((measured) => measured.seconds));
    const note = `${seconds.toFixed(2)} s, every line kept`;
    rows.push({
      what: `${what}, script's time`,
      value: median(ratios),
      unit: 'ratio',
      atMost,
      note,
    });
    const grown = Math.max(...floods.map(({ grownBytes }) => grownBytes)) / MEGABYTE;
    rows.push({ what: `${what}, server grows by`, value: grown, unit: 'MB', atMost: 60 });
    const times = floods.flatMap(({ listMs }) => listMs);
    rows.push({
      what: `${what}, list of executions meanwhile, p95`,
      value: percentile(times, 95),
      unit: 'ms',
      atMost: 30,
      note: `${times.length} reads`,
    });
  }
  await server.stop();
  return rows;
}
