import { setTimeout as delay } from 'node:timers/promises';
import { readListWhile } from '../support/list-reader.mjs';
import { startProbedServer } from '../support/loop-delay.mjs';
import { assertSuccess, execute, saveScript } from '../support/runs.mjs';
import { percentile } from '../support/statistics.mjs';
import { temporaryFolder } from '../support/temporary-folder.mjs';

const MEBIBYTE = 1024 * 1024;
const LINE_BYTES = 100;
const STDERR_EVERY = 1_000;
const PAGE_LINES = 500;
const LIST_INTERVAL_MS = 20;
const POLL_MS = 100;

/** Numbered lines, now and then one on stderr; they are written in blocks, since writing is not what is measured. */
const code = (lines) => `import sys
out, err = sys.stdout.buffer, sys.stderr.buffer
for first in range(1, ${lines} + 1, ${STDERR_EVERY}):
    block = range(first, min(first + ${STDERR_EVERY} - 1, ${lines} + 1))
    out.write(b''.join(b'%0*d\\n' % (${LINE_BYTES - 1}, number) for number in block))
    out.flush()
    err.write(b'warning %d of the block\\n' % first)
`;

async function untilEnded({ api }, id) {
  for (;;) {
    const execution = await api.get(`/api/executions/${id}`);
    if (!['pending', 'running'].includes(execution.status)) return execution;
    await delay(POLL_MS);
  }
}

async function timed(work) {
  const start = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - start };
}

/**
 * Does something while the list of executions is read, and watches the event loop.
 * @template Result
 * @param {() => Promise<Result>} work
 */
async function watched(server, work) {
  server.forgetDelays();
  const working = timed(work);
  const listMs = await readListWhile(server.api, LIST_INTERVAL_MS, working);
  return { ...(await working), listMs, delayMs: await server.longestDelayMs() };
}

/** @throws {Error} when it is not the page that was asked for */
async function open({ api }, id, line) {
  const page = await api.get(`/api/executions/${id}/logs?line=${line}&lines=${PAGE_LINES}`);
  if (page.lines[0]?.number !== line) throw new Error(`The log does not open at line ${line}.`);
  return page;
}

/** @throws {Error} when not all of the log was searched */
async function search({ api }, id, query, hits) {
  const answer = await api.get(`/api/executions/${id}/logs/search?${new URLSearchParams(query)}`);
  if (answer.is_partial) throw new Error(`The search for ${query.q} was not done in time.`);
  if (answer.total !== hits) throw new Error(`${query.q}: ${answer.total} of ${hits} hits.`);
}

/**
 * A log that no browser holds: opening it at any line and searching it, and what that costs everybody else.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function hugeLog({ isQuick }) {
  const [mebibytes, opens] = isQuick ? [64, 20] : [1024, 200];
  const lines = Math.ceil((mebibytes * MEBIBYTE) / LINE_BYTES);
  const { path: folder } = await temporaryFolder();
  const settings = { LOG_LIMIT_BYTES: String(2 * mebibytes * MEBIBYTE) };
  const what = `${mebibytes} MiB log`;
  let server = await startProbedServer(settings, folder);
  const id = await execute(server, await saveScript(server, 'huge log', code(lines)));
  assertSuccess(await untilEnded(server, id));

  const rows = [];
  const listMs = [];
  const delaysMs = [];
  const measure = async (name, atMost, work) => {
    const measured = await watched(server, work);
    rows.push({ what: `${what}, ${name}`, value: measured.ms, unit: 'ms', atMost });
    listMs.push(...measured.listMs);
    delaysMs.push(measured.delayMs);
    return measured.answer;
  };

  const { total_lines: total } = await measure('first opening, in the middle', 1_000, () =>
    open(server, id, Math.floor(lines / 2)),
  );
  const openMs = [];
  const { listMs: listMsOpening, delayMs } = await watched(server, async () => {
    for (let count = 0; count < opens; count++) {
      // spread over the log, in no order: multiples of the golden ratio
      const line = 1 + Math.floor(((count * 0.618034) % 1) * (total - PAGE_LINES));
      openMs.push((await timed(() => open(server, id, line))).ms);
    }
  });
  rows.push({
    what: `${what}, opening at any line, p95`,
    value: percentile(openMs, 95),
    unit: 'ms',
    atMost: 1_000,
    note: `${opens} lines`,
  });
  listMs.push(...listMsOpening);
  delaysMs.push(delayMs);
  await measure('search, found nowhere', 5_000, () => search(server, id, { q: 'nowhere' }, 0));
  await measure('search, found in every 1 000th line', 5_000, () =>
    search(server, id, { q: 'WARNING' }, Math.ceil(lines / STDERR_EVERY)),
  );
  await measure('search by expression, found nowhere', 5_000, () =>
    search(server, id, { q: 'fail(ed|ure) \\\\d+$', regex: 'true' }, 0),
  );
  rows.push(
    {
      what: `${what}, event loop meanwhile, longest delay`,
      value: Math.max(...delaysMs),
      unit: 'ms',
      atMost: 50,
    },
    {
      what: `${what}, list of executions meanwhile, p95`,
      value: percentile(listMs, 95),
      unit: 'ms',
      atMost: 30,
      note: `${listMs.length} reads`,
    },
  );
  await server.stop();
  server = await startProbedServer(settings, folder);
  await measure('first opening after a restart', 1_000, () => open(server, id, total - 1_000));
  await server.stop();
  return rows;
}
