import { bootClockMs } from './boot-clock.js';
import type { Cause } from './causes.js';
import type { ControlFolder, RunRecord, StopReason } from './control-folder.js';
import { LogFollower } from './log-follower.js';
import { takeSpaceBack } from './own-user.js';
import { judge, readTail, type Ending } from './outcome.js';
import { OutputScanner } from './output-scanner.js';
import { marked } from './process-table.js';
import type { TreeRoot } from './process-tree.js';
import { readResultFile } from './result-file.js';
import { RunStop } from './run-stop.js';
import type { IsolationLevel, LogChunk, RunOutcome, RunProgress, RunResult } from './run.types.js';
import type { RunnerLogger } from './runner-logger.js';
import { NO_LIMITS } from './resource-limits.js';
import type { SpawnListener } from './spawner-client.js';
import { Supervision } from './supervision.js';
import type { UsageRecord } from './supervisor-status.js';
import { UNKILLABLE } from './unrecorded-ending.js';
import type { UsageWatch } from './usage-watch.js';

/** Longest delay of a timer (Node.js). */
const MAX_DELAY_MS = 2 ** 31 - 1;

export interface RunContext {
  readonly folder: ControlFolder;
  /** Absolute path of the execution space. */
  readonly space: string;
  readonly record: RunRecord;
  /** Of this boot of the machine. */
  readonly bootId: string;
  readonly watch: UsageWatch;
  readonly logger: RunnerLogger;
  /** Whether an earlier server handed the run to its spawner. */
  readonly isAdopted: boolean;
}

/** A run that was handed to the spawner, by this server or an earlier one. */
export class Run {
  readonly id: number;
  readonly isolation: IsolationLevel;
  /** The user of its own that it runs as; null unless at level `uid`. */
  readonly uid: number | null;
  /**
   * How the run ended. Never rejects. Resolves once no process of it is left, the log files have their final content and
   * every chunk was published; stays open when the runner is closed first.
   */
  readonly outcome: Promise<RunOutcome>;
  /** When the run was handed to the system. Resolves no later than `outcome`. */
  readonly started: Promise<Date>;
  /** Resolves once no process of the run is left: before `outcome`, which takes the end of the log. */
  readonly over: Promise<void>;

  readonly #log: LogFollower;
  readonly #output: OutputScanner;
  readonly #progressListeners = new Set<(progress: RunProgress) => void>();
  readonly #supervision: Supervision;
  #deadline: NodeJS.Timeout | null = null;
  #resolveOutcome: (outcome: RunOutcome) => void = () => undefined;
  #resolveStarted: (startedAt: Date) => void = () => undefined;
  #resolveOver: () => void = () => undefined;
  readonly #stop: RunStop;
  #isObserved = false;
  #isWarm: boolean;
  #state: 'running' | 'ending' | 'ended' | 'closed' = 'running';

  constructor(private readonly context: RunContext) {
    const { folder, record, logger } = context;
    this.id = record.id;
    this.isolation = record.isolation;
    this.uid = record.uid ?? null;
    this.#isWarm = record.isWarm;
    this.outcome = new Promise((resolve) => (this.#resolveOutcome = resolve));
    this.started = new Promise((resolve) => (this.#resolveStarted = resolve));
    this.over = new Promise((resolve) => (this.#resolveOver = resolve));
    const search = marked(record.mark, this.uid);
    this.#supervision = new Supervision({
      ...{ folder, record, marked: search, bootId: context.bootId, isAdopted: context.isAdopted },
      isRunning: () => this.#state === 'running',
      isWarm: () => this.#isWarm,
      treeFound: (tree) => this.#stop.treeFound(tree),
      ended: (ending, isAlone) => void this.#end(ending, isAlone),
      warn: (message, error) => this.#warn(message, error),
    });
    this.#stop = new RunStop({
      graceMs: record.graceMs,
      marked: search,
      isRunning: () => this.#state === 'running',
      tree: () => this.#supervision.tree,
      check: () => this.#supervision.check(),
      giveUp: () => void this.#end(UNKILLABLE),
    });
    this.#log = new LogFollower({
      folder,
      limitBytes: record.logLimitBytes,
      isAdopted: context.isAdopted,
      warn: (message, fields) => logger.warn(message, { executionId: record.id, ...fields }),
    });
    this.#output = new OutputScanner({
      file: folder.file('stdout.log'),
      progressed: (progress) => this.#progressListeners.forEach((tell) => tell(progress)),
      failed: (error) => this.#warn('Progress and result of a run cannot be read', error),
    });
    this.#log.onStdoutGrowth((end) => this.#output.advance(end));
    if (context.isAdopted) this.#takeOver();
    this.#armDeadline();
    if (this.#state === 'running') this.#beWatched();
  }

  /** What every process of the run carries in its environment. */
  get mark(): string {
    return this.context.record.mark;
  }

  /** End of what was published so far, in bytes of each log file. */
  position(): { stdout: number; stderr: number } {
    return this.#log.position();
  }

  /**
   * Calls back, synchronously and in order, for what is printed beyond `position()`: nothing comes twice, and what is
   * missing, under a flood, lies between the end of one chunk and the offset of the next of its stream. A script that
   * cuts its own log makes offsets go back.
   * @returns ends the subscription
   */
  subscribe(listener: (chunk: LogChunk) => void): () => void {
    return this.#log.subscribe(listener);
  }

  /** How far the script says it is; null until it does. */
  get progress(): RunProgress | null {
    return this.#output.progress;
  }

  /** Calls back for every change of `progress`. @returns ends the subscription */
  onProgress(listener: (progress: RunProgress) => void): () => void {
    this.#progressListeners.add(listener);
    return () => this.#progressListeners.delete(listener);
  }

  /** Ends the whole process tree: SIGTERM, the grace time, SIGKILL. Only the first call counts. */
  stop(reason: StopReason): void {
    if (this.#stop.reason !== null) return;
    // It may just have ended by itself, which nobody has told us yet.
    this.#supervision.check();
    if (this.#state !== 'running') return;
    try {
      this.context.folder.requestStop(reason);
    } catch (error) {
      // The disk is full: the stop is carried out, only a restart in the middle of it would forget the reason.
      this.#warn('A stop could not be recorded', error);
    }
    this.#beginStop(reason, Date.now());
  }

  /** What the spawner tells about this run. */
  get spawnListener(): SpawnListener {
    return {
      spawned: () => this.#observe(),
      failed: (cause) => this.fail(cause),
      uncertain: () => {
        this.#supervision.doubtStart();
        this.#observe();
        this.#watchStatus();
      },
      exited: (code) => this.#supervision.supervisorEnded(code),
      abandoned: () => {
        this.#supervision.supervisorLeft();
        this.#watchStatus();
      },
    };
  }

  /** The interpreter that waited has ended before the run began; another one is started for it. */
  turnCold(): void {
    this.#isWarm = false;
  }

  /** Ends a run that was never spawned. */
  fail(cause: Cause): void {
    if (this.#state === 'running') void this.#end({ kind: 'launch', cause });
  }

  /** Lets go of the run, which goes on. */
  close(): void {
    if (this.#state !== 'ended') this.#state = 'closed';
    this.#stopWaiting();
    this.#log.close();
    this.#output.close();
  }

  /** Follows the log; the files of the run exist from now on. */
  #observe(): void {
    if (this.#state !== 'running') return;
    this.#log.open();
    this.#isObserved = true;
    this.#resolveStarted(this.#startedAt);
    // bubblewrap itself stays for as long as anything that the script left behind.
    if (this.isolation === 'bwrap' || this.#stop.reason !== null) this.#watchStatus();
  }

  /** The files of the run are there only once it is observed. */
  #watchStatus(): void {
    if (this.#state === 'running' && this.#isObserved) this.#supervision.watch();
  }

  #takeOver(): void {
    this.#observe();
    this.#watchStatus();
    const request = this.context.folder.stopRequest();
    if (request === null) return;
    if (this.#state === 'running') this.#beginStop(request.reason, request.atMs);
    else this.#stop.explain(request.reason);
  }

  #beWatched(): void {
    const { folder, space, record, watch, isAdopted } = this.context;
    watch.add({
      ...{ id: this.id, folder, space, mark: record.mark, isAdopted },
      // an earlier version has not recorded every one of today's
      limits: { ...NO_LIMITS, ...record.resources },
      startedTickMs: record.deadlineTickMs - record.timeoutMs,
      root: () => this.#findRoot(),
      printed: () => this.#log.printedBytes,
      exceeded: (limit) => this.stop(limit),
    });
  }

  #findRoot(): TreeRoot | null {
    if (!this.#supervision.tree) this.#supervision.check();
    const root = this.#supervision.tree?.root;
    return root ? { ...root, usedBeforeMs: root.usedBeforeMs + this.#readyCpuMs } : null;
  }

  /** What its interpreter has used while it got ready is not the run's. */
  get #readyCpuMs(): number {
    return (this.#isWarm && this.context.record.readyCpuMs) || 0;
  }

  #armDeadline(): void {
    if (this.#state !== 'running') return;
    const remainingMs = this.context.record.deadlineTickMs - bootClockMs();
    if (remainingMs <= 0) return this.stop('timeout');
    const delayMs = Math.min(remainingMs, MAX_DELAY_MS);
    this.#deadline = setTimeout(() => this.#armDeadline(), delayMs);
  }

  #beginStop(reason: StopReason, askedAtMs: number): void {
    if (!this.#supervision.tree) this.#watchStatus();
    // which may have found that it has ended
    if (this.#state === 'running') this.#stop.begin(reason, askedAtMs);
    else this.#stop.explain(reason);
  }

  /** @param isAlone whether no process of the run is left for certain */
  async #end(ending: Ending, isAlone = false): Promise<void> {
    this.#state = 'ending';
    const { folder, record } = this.context;
    const endedAt = this.#endOf(ending);
    let droppedBytes = 0;
    let usage: UsageRecord | null = null;
    this.#stopWaiting();
    // The kernel has killed some process of it: what did not succeed then ended for want of memory.
    const seen = this.context.watch.end(this.id);
    if (seen.isOutOfMemory && !isSuccess(ending)) this.#stop.explain('out_of_memory');
    try {
      if (!isAlone && !this.#supervision.isFromEarlierBoot) await this.#supervision.sweep();
      if (this.uid !== null) takeSpaceBack(this.context.space);
      if (!this.#isClosed) this.#resolveOver();
      if (ending.kind === 'exited') usage = await this.#readUsage();
      droppedBytes = await this.#log.finish();
      await this.#output.finish();
    } catch (error) {
      // The disk is full or the folder was removed: the outcome is what remains to be told.
      this.#warn('The log of a run could not be completed', error);
    }
    if (this.#isClosed) return;
    this.#state = 'ended';
    const startedAt = this.#startedAt;
    this.#resolveStarted(startedAt);
    this.#resolveOver();
    this.#resolveOutcome({
      ...judge(ending, this.#stop.reason, record),
      ...{ startedAt, endedAt, droppedBytes, isWarm: this.#isWarm },
      // Nobody waits for what is killed with its namespace, so a look may have seen more than what was recorded.
      cpuMs: Math.max(usage?.cpuMs ?? 0, seen.cpuMs) || (usage?.cpuMs ?? null),
      maxRssBytes: Math.max(usage?.maxRssBytes ?? 0, seen.rssBytes) || null,
      writtenBytes: usage?.writtenBytes ?? null,
      outputTail: readTail(folder, 'stdout'),
      errorTail: readTail(folder, 'stderr'),
      progress: this.#output.progress,
      result: this.#readResult(),
    });
  }

  /** Never before the start, even when the time of day was set meanwhile. */
  #endOf({ kind }: Ending): Date {
    const recorded = kind === 'exited' ? this.context.folder.modifiedAt('status') : null;
    const endedAtMs = (recorded ?? new Date()).getTime();
    return new Date(Math.max(endedAtMs, this.context.record.startedAtMs));
  }

  async #readUsage(): Promise<UsageRecord | null> {
    const usage = await this.#supervision.readUsage();
    return usage && { ...usage, cpuMs: Math.max(0, usage.cpuMs - this.#readyCpuMs) };
  }

  #readResult(): RunResult | null {
    const { space, record } = this.context;
    try {
      return readResultFile(space, record.givenResult) ?? this.#output.result;
    } catch (error) {
      // The disk is failing: the run has ended all the same, and the lines it printed are known.
      this.#warn('The result file of a run cannot be read', error);
      return this.#output.result;
    }
  }

  /** Whether the runner let go of the run before it ended. */
  get #isClosed(): boolean {
    return this.#state === 'closed';
  }

  get #startedAt(): Date {
    return new Date(this.context.record.startedAtMs);
  }

  #stopWaiting(): void {
    this.#supervision.close();
    this.#stop.close();
    if (this.#deadline) clearTimeout(this.#deadline);
  }

  #warn(message: string, error: unknown): void {
    this.context.logger.warn(message, { executionId: this.id, error: String(error) });
  }
}

const isSuccess = (ending: Ending): boolean => ending.kind === 'exited' && ending.exitCode === 0;
