import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { getPriority } from 'node:os';
import { NO_LIMITS } from './resource-limits.js';
import { readProcess } from './process-table.js';
import { waitUntil } from './process-tree.js';
import type { RunOutcome } from './run.types.js';
import type { Runner } from './runner.js';
import { LEVELS, RunnerTestBed } from './runner-test-bed-spec.js';

const PATIENCE_MS = 20_000;
/** Its supervisor is the parent of a script without a sandbox. */
const TELL = 'import os\nprint(os.getppid())';
const BURN = 'import time\nwhile time.process_time() < 1.5: pass';

const isGone = (pid: number): boolean => readProcess(pid)?.isZombie !== false;

describe.each(LEVELS.filter((level) => level !== 'bwrap'))('a supervisor at level %s', (level) => {
  const bed = new RunnerTestBed();
  let runner: Runner;
  beforeAll(async () => {
    runner = await bed.openRunner(level);
  });
  afterAll(() => bed.close());

  async function run(code: string, more = {}): Promise<RunOutcome & { supervisor: number }> {
    const { outcome } = await runner.start(bed.spec(`${TELL}\n${code}`, more));
    const told = await outcome;
    return { ...told, supervisor: Number(told.outputTail) };
  }

  /** Whether it has let go of the run, and is about to say so. */
  const isFree = (supervisor: number): boolean => {
    const folder = `/proc/${supervisor}`;
    const open = readdirSync(`${folder}/fd`).map((name) => readlinkSync(`${folder}/fd/${name}`));
    return readlinkSync(`${folder}/cwd`) === '/' && !open.some((path) => path.startsWith(bed.base));
  };

  it('holds one run after the other, and nothing of one comes to the next', async () => {
    const first = await run(BURN);
    expect(first.status).toBe('success');
    expect(first.cpuMs).toBeGreaterThan(1_400);
    expect(await waitUntil(() => isFree(first.supervisor), PATIENCE_MS)).toBe(true);
    // long enough to be looked at, and to be taken for one that has used what was used before
    const second = await run('import time\ntime.sleep(1)', {
      resources: { ...NO_LIMITS, cpuSeconds: 1 },
    });
    expect(second).toMatchObject({ status: 'success', supervisor: first.supervisor });
    expect(second.cpuMs).toBeLessThan(1_000);
    // runs step behind, and what they start does
    expect(getPriority(first.supervisor)).toBe(getPriority());
  });

  it('holds several at a time no more than one each', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => run('import time\ntime.sleep(0.5)')));
    expect(outcomes.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
    expect(new Set(outcomes.map(({ supervisor }) => supervisor)).size).toBe(3);
  });

  it('keeps nothing of a run open', async () => {
    const { supervisor } = await run('');
    expect(await waitUntil(() => isFree(supervisor), PATIENCE_MS)).toBe(true);
    expect(readFileSync(`/proc/${supervisor}/task/${supervisor}/children`, 'utf8')).toBe('');
  });

  it('is replaced when somebody has ended it', async () => {
    const { supervisor } = await run('');
    process.kill(supervisor, 'SIGKILL');
    expect(await waitUntil(() => isGone(supervisor), PATIENCE_MS)).toBe(true);
    const next = await run('');
    expect(next.status).toBe('success');
    expect(next.supervisor).not.toBe(supervisor);
  });

  it('ends with the spawner', async () => {
    const { supervisor } = await run('');
    const spawner = readProcess(supervisor)?.parent;
    if (spawner === undefined) throw new Error('The supervisor has no parent.');
    process.kill(spawner, 'SIGKILL');
    expect(await waitUntil(() => isGone(supervisor), PATIENCE_MS)).toBe(true);
    expect((await run('')).status).toBe('success');
  });
});
