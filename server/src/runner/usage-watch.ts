import { readFileSync, writeFileSync } from 'node:fs';
import { bootClockMs } from './boot-clock.js';
import { SANDBOX_SPACE } from './bubblewrap.js';
import type { ControlFolder } from './control-folder.js';
import type { ControlGroups } from './control-groups.js';
import { deletedBytes } from './deleted-files.js';
import { diskUse } from './disk-use.js';
import { stepBehind } from './niceness.js';
import type { EndingLimit, ResourceLimits } from './resource-limits.js';
import type { RunnerLogger } from './runner-logger.js';
import type { TreeRoot } from './process-tree.js';
import { proportionalBytes, readTrees, type TreeUsage } from './tree-usage.js';
import { UsageCurve, type UsagePoint } from './usage-curve.js';

/** How often running processes are looked at, in milliseconds: a look costs 10 µs for each process of the machine. */
const INTERVAL_MS = 250;
/** How often the files of a run are counted, in milliseconds. */
const SPACE_INTERVAL_MS = 1_000;
/** Younger runs are not looked at, in milliseconds: most have ended by then, and do not pay for it. */
const MIN_AGE_MS = 200;

/** A run as far as the watch is concerned. */
export interface Watched {
  readonly id: number;
  readonly folder: ControlFolder;
  /** Absolute path of the execution space. */
  readonly space: string;
  /** Unique among the runs of this machine. */
  readonly mark: string;
  readonly limits: ResourceLimits;
  /** Whether an earlier server may have kept points of its curve. */
  readonly isAdopted: boolean;
  /** By `bootClockMs`. */
  readonly startedTickMs: number;
  /** What holds its processes together; null while that is not known. */
  readonly root: () => TreeRoot | null;
  /** What it has printed so far, in bytes. */
  readonly printed: () => number;
  /** Ends the run, at once. */
  readonly exceeded: (limit: EndingLimit) => void;
}

/** What was seen of a run until its end. */
export interface Seen {
  /** Whether the kernel has killed a process of it because its memory was used up. */
  readonly isOutOfMemory: boolean;
  /** In milliseconds; 0 for a run that was too short to be looked at. */
  readonly cpuMs: number;
  /** The most that all processes had at a look, in bytes; 0 for a run that was too short. */
  readonly rssBytes: number;
}

const NOTHING: Seen = { isOutOfMemory: false, cpuMs: 0, rssBytes: 0 };

interface Entry {
  readonly run: Watched;
  readonly curve: UsageCurve;
  /** Processes that were put into the run's control group. */
  readonly grouped: Set<number>;
  /** Processes that go behind the others of the machine. */
  readonly behind: Set<number>;
  isCounting: boolean;
  countedAt: number;
}

/**
 * Looks at the processes of all runs a few times a second, with one look at the machine for all of them: keeps what
 * they use, lets them step behind the server, and ends those that go beyond a limit. Runs that end before the first look
 * cost nothing.
 */
export class UsageWatch {
  readonly #entries = new Map<number, Entry>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly groups: ControlGroups,
    /** Of 0 (as the server) to 19, see sched(7). */
    private readonly niceness: number,
    private readonly logger: RunnerLogger,
  ) {}

  add(run: Watched): void {
    const curve = new UsageCurve(run.isAdopted ? readPoints(run.folder) : []);
    const sets = { grouped: new Set<number>(), behind: new Set<number>() };
    this.#entries.set(run.id, { run, curve, ...sets, isCounting: false, countedAt: 0 });
    this.#timer ??= setInterval(() => this.#look(), INTERVAL_MS);
  }

  /** What a run has used so far; undefined for one that is not watched. */
  curveOf(id: number): UsageCurve | undefined {
    return this.#entries.get(id)?.curve;
  }

  /** Stops looking at a run that has ended, and keeps its curve. */
  end(id: number): Seen {
    const entry = this.#remove(id);
    if (!entry) return NOTHING;
    const name = groupOf(entry.run);
    const isOutOfMemory = entry.grouped.size > 0 && this.groups.memoryKills(name) > 0;
    if (entry.grouped.size > 0) this.groups.release(name);
    return { isOutOfMemory, ...entry.curve.most };
  }

  /** Lets go of all runs, which go on; the next server goes on with their curves. */
  close(): void {
    for (const id of [...this.#entries.keys()]) this.#remove(id);
  }

  #remove(id: number): Entry | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    this.#entries.delete(id);
    if (this.#entries.size === 0 && this.#timer) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
    this.#keepCurve(entry);
    return entry;
  }

  #look(): void {
    try {
      this.#judgeAll();
    } catch (error) {
      // Nothing but the list of processes can fail, for want of descriptors: the next look may have one.
      this.logger.warn('Running processes could not be looked at', { error: String(error) });
    }
  }

  #judgeAll(): void {
    const roots = new Map<TreeRoot, Entry>();
    for (const entry of this.#entries.values()) {
      if (ageMs(entry) < MIN_AGE_MS) continue;
      const root = entry.run.root();
      if (root !== null) roots.set(root, entry);
    }
    if (roots.size === 0) return;
    const trees = readTrees([...roots.keys()]);
    for (const [root, entry] of roots) {
      const tree = trees.get(root);
      if (!tree || tree.pids.length === 0) continue;
      // in a sandbox, it is the root that leads the session
      this.#letBehind(entry, root.isOfRun ? [root.pid, ...tree.pids] : tree.pids);
      this.#judge(entry, tree);
    }
  }

  #judge(entry: Entry, tree: TreeUsage): void {
    const { run, curve } = entry;
    const { cpuMs, rssBytes } = tree;
    curve.add({ atMs: Math.round(ageMs(entry)), cpuMs, rssBytes });
    this.#group(entry, tree.pids);
    const limit = exceededLimit(run, tree);
    if (limit) run.exceeded(limit);
    else if (run.limits.spaceBytes !== null)
      void this.#countSpace(entry, run.limits.spaceBytes, tree.pids);
  }

  /** Puts what is new into the group; what those start from now on is in it already. */
  #group({ run, grouped }: Entry, pids: readonly number[]): void {
    const { memoryBytes, processes } = run.limits;
    if (!this.groups.isOpen || (memoryBytes === null && processes === null)) return;
    const fresh = pids.filter((pid) => !grouped.has(pid));
    if (fresh.length === 0) return;
    try {
      this.groups.hold(groupOf(run), run.limits, fresh);
      for (const pid of fresh) grouped.add(pid);
    } catch (error) {
      // A limit below what is used already is refused; the watch ends the run for it.
      this.logger.warn('A run could not be put into its control group', {
        executionId: run.id,
        error: String(error),
      });
    }
  }

  /** Whatever a script does, the server goes on to answer; what lasts for moments is not worth the trouble. */
  #letBehind({ behind }: Entry, pids: readonly number[]): void {
    if (this.niceness === 0) return;
    for (const pid of pids) if (!behind.has(pid) && stepBehind(pid, this.niceness)) behind.add(pid);
  }

  async #countSpace(entry: Entry, limitBytes: number, pids: readonly number[]): Promise<void> {
    if (entry.isCounting || performance.now() - entry.countedAt < SPACE_INTERVAL_MS) return;
    entry.isCounting = true;
    const { space } = entry.run;
    try {
      const bytes =
        (await deletedBytes(pids, [space, SANDBOX_SPACE])) +
        (await diskUse(space, { bytes: limitBytes }));
      if (bytes > limitBytes) entry.run.exceeded('space_limit');
    } catch (error) {
      // for want of descriptors, or a disk that fails: the next look may have more luck
      this.logger.warn('The files of a run could not be counted', {
        executionId: entry.run.id,
        error: String(error),
      });
    }
    entry.countedAt = performance.now();
    entry.isCounting = false;
  }

  #keepCurve({ run, curve }: Entry): void {
    // A single point is no curve, and most runs are too short for more.
    if (curve.points.length < 2) return;
    try {
      writeFileSync(run.folder.file('usage.json'), JSON.stringify(curve.points), { mode: 0o600 });
    } catch (error) {
      this.logger.warn('What a run used could not be kept', {
        executionId: run.id,
        error: String(error),
      });
    }
  }
}

const ageMs = ({ run }: Entry): number => bootClockMs() - run.startedTickMs;

const GROUP_PREFIX = 'scriptorium_';

/** The mark tells runs of several servers apart. */
const groupOf = ({ id, mark }: Watched): string => `${GROUP_PREFIX}${id}_${mark.slice(0, 12)}`;

/** Whether a control group was made for a run, of whatever server. */
export const isRunGroup = (name: string): boolean => name.startsWith(GROUP_PREFIX);

/** What was kept of a run's use of the machine; empty when that is nothing. */
export function readPoints(folder: ControlFolder): UsagePoint[] {
  try {
    const points: unknown = JSON.parse(readFileSync(folder.file('usage.json'), 'utf8'));
    return Array.isArray(points) ? points.filter(isPoint) : [];
  } catch {
    // There is none, or a crash has torn it.
    return [];
  }
}

const isPoint = (point: Partial<UsagePoint>): point is UsagePoint =>
  [point.atMs, point.cpuMs, point.rssBytes].every((value) => typeof value === 'number');

function exceededLimit(
  { limits, printed }: Watched,
  { pids, rssBytes, cpuMs }: TreeUsage,
): EndingLimit | null {
  const { memoryBytes, processes, cpuSeconds, logBytes } = limits;
  if (processes !== null && pids.length > processes) return 'process_limit';
  if (cpuSeconds !== null && cpuMs > cpuSeconds * 1_000) return 'cpu_limit';
  if (logBytes !== null && printed() > logBytes) return 'log_limit';
  // Memory that processes share is counted once, which is slower, so only when it may matter.
  const isSuspect = memoryBytes !== null && rssBytes > memoryBytes;
  return isSuspect && proportionalBytes(pids) > memoryBytes ? 'out_of_memory' : null;
}
