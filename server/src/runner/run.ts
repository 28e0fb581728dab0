import { watch, type FSWatcher } from 'node:fs';
import { bootClockMs } from './boot-clock.js';
import type { Cause } from './causes.js';
import type { ControlFolder, RunRecord, StopReason } from './control-folder.js';
import { LogFollower } from './log-follower.js';
import { NamespaceTree } from './namespace-tree.js';
import { takeSpaceBack } from './own-user.js';
import { judge, readTail, type Ending } from './outcome.js';
import { OutputScanner } from './output-scanner.js';
import { findMembers, marked, type MemberSearch } from './process-table.js';
import { killMembers, type ProcessTree, type TreeRoot, waitUntil } from './process-tree.js';
import { readResultFile } from './result-file.js';
import { RunStop } from './run-stop.js';
import type { IsolationLevel, LogChunk, RunOutcome, RunProgress, RunResult } from './run.types.js';
import type { RunnerLogger } from './runner-logger.js';
import { NO_LIMITS } from './resource-limits.js';
import { SessionTree } from './session-tree.js';
import type { SpawnListener } from './spawner-client.js';
import {
  endingAfter,
  endingUnseen,
  launchFailure,
  LOST,
  MACHINE_RESTARTED,
  NEVER_SPAWNED,
  UNKILLABLE,
} from './unrecorded-ending.js';
import type { UsageWatch } from './usage-watch.js';
import { parseStatus, type SupervisorStatus, type UsageRecord } from './supervisor-status.js';

/** Liveness is looked at this often; an ordinary end is notified. */
const POLL_INTERVAL_MS = 1000;
/** How long a supervisor may take to record a start or an end that must have happened. */
const RECORD_PATIENCE_MS = 2000;
const RECHECK_INTERVAL_MS = 20;
/** How long to wait, once bubblewrap has recorded the exit, for the record of what the run has used. */
const USAGE_PATIENCE_MS = 200;
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
  readonly #createdTick = performance.now();
  readonly #poll: NodeJS.Timeout;
  #watcher: FSWatcher | null = null;
  #deadline: NodeJS.Timeout | null = null;
  #recheck: NodeJS.Timeout | null = null;
  /** Resolves when the supervisor has ended, or when nobody can tell any more. */
  readonly #supervisorGone: Promise<void>;
  #resolveSupervisorGone: () => void = () => undefined;
  #resolveOutcome: (outcome: RunOutcome) => void = () => undefined;
  #resolveStarted: (startedAt: Date) => void = () => undefined;
  #resolveOver: () => void = () => undefined;
  #tree: ProcessTree | null = null;
  readonly #stop: RunStop;
  /** Whether a start must have been recorded by now, although nobody tells us that it happened. */
  #isStartUncertain: boolean;
  #supervisorExit: { code: number } | null = null;
  /** Since when something must have been recorded that was not, by `performance.now()`. */
  #overdueSince: number | null = null;
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
    this.#supervisorGone = new Promise((resolve) => (this.#resolveSupervisorGone = resolve));
    this.#isStartUncertain = context.isAdopted;
    this.#stop = new RunStop({
      graceMs: record.graceMs,
      marked: this.#marked,
      isRunning: () => this.#state === 'running',
      tree: () => this.#tree,
      check: () => this.#check(),
      giveUp: () => void this.#end(UNKILLABLE),
    });
    this.#log = new LogFollower({
      folder,
      limitBytes: record.logLimitBytes,
      isAdopted: context.isAdopted,
      warn: (message, fields) => logger.warn(message, { executionId: record.id, ...fields }),
    });
    this.#poll = setInterval(() => this.#check(), POLL_INTERVAL_MS);
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
   * Calls back, synchronously and in order, for everything beyond `position()`: with the log files up to there, nothing
   * is missing and nothing comes twice. A script that cuts its own log makes offsets go back.
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
    this.#check();
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
        this.#isStartUncertain = true;
        this.#observe();
        this.#watchStatus();
      },
      exited: (code) => {
        this.#supervisorExit = { code };
        this.#resolveSupervisorGone();
        this.#check();
      },
      abandoned: () => {
        this.#resolveSupervisorGone();
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

  /** Looks at whatever is recorded, at once; without this the spawner tells when the supervisor has ended. */
  #watchStatus(): void {
    if (this.#state !== 'running' || !this.#isObserved || this.#watcher) return;
    try {
      this.#watcher = watch(this.context.folder.file('status'), () => this.#check());
      this.#watcher.on('error', () => undefined);
    } catch (error) {
      // No inotify watch left: the poll sees the end up to a second later.
      this.#warn('A run is watched by polling', error);
    }
    this.#check();
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
    if (!this.#tree) this.#check();
    const root = this.#tree?.root;
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

  #check(): void {
    if (this.#state !== 'running') return;
    const status = parseStatus(this.context.folder.read('status') ?? '');
    if (!this.#tree) {
      this.#tree = this.#identify(status);
      if (this.#tree) this.#stop.treeFound(this.#tree);
    }
    const ending = this.#endingOf(status);
    if (ending) void this.#end(ending, status.isAlone);
  }

  #identify({ session, namespace }: SupervisorStatus): ProcessTree | null {
    if (namespace) return new NamespaceTree(namespace);
    const { isAdopted, record } = this.context;
    const isOlder = isAdopted || this.#isWarm;
    if (session)
      return new SessionTree(session, record.mark, this.uid, isOlder ? null : this.#createdTick);
    return null;
  }

  /** @returns null while the run goes on, or may yet be recorded to have ended */
  #endingOf({ exitCode, isSignalled, isAbsent }: SupervisorStatus): Ending | null {
    const { folder } = this.context;
    if (exitCode !== null)
      return isAbsent ? launchFailure(folder) : { kind: 'exited', exitCode, isSignalled };
    if (this.#isFromEarlierBoot()) return MACHINE_RESTARTED;
    if (this.#supervisorExit) {
      const { isolation } = this;
      const hasStarted = this.#tree !== null;
      return endingAfter(this.#supervisorExit.code, { folder, isolation, hasStarted });
    }
    if (this.#tree ? this.#tree.isSupervised() : !this.#isStartUncertain) {
      this.#overdueSince = null;
      return null;
    }
    if (!this.#isOverdue()) return null;
    if (this.#tree) return endingUnseen(folder, this.isolation);
    void this.#searchEvidence();
    return null;
  }

  #isOverdue(): boolean {
    this.#overdueSince ??= performance.now();
    if (performance.now() - this.#overdueSince >= RECORD_PATIENCE_MS) return true;
    this.#recheck ??= setTimeout(() => {
      this.#recheck = null;
      this.#check();
    }, RECHECK_INTERVAL_MS);
    return false;
  }

  /** Something was spawned or not, and nothing is recorded: a process with the run's mark decides. */
  async #searchEvidence(): Promise<void> {
    const members = await findMembers(this.#marked);
    this.#overdueSince = null;
    if (members.length > 0 || this.#tree || this.#state !== 'running') return;
    void this.#end(this.context.isAdopted ? LOST : NEVER_SPAWNED);
  }

  get #marked(): MemberSearch {
    return marked(this.mark, this.uid);
  }

  #beginStop(reason: StopReason, askedAtMs: number): void {
    if (!this.#tree) this.#watchStatus();
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
      if (!isAlone && !this.#isFromEarlierBoot()) await this.#sweep();
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

  async #sweep(): Promise<void> {
    if (this.#tree) await this.#tree.sweep();
    // It was killed before it had recorded whom it had started.
    else if (this.#supervisorExit) await killMembers(this.#marked);
  }

  /** Never before the start, even when the time of day was set meanwhile. */
  #endOf({ kind }: Ending): Date {
    const recorded = kind === 'exited' ? this.context.folder.modifiedAt('status') : null;
    const endedAtMs = (recorded ?? new Date()).getTime();
    return new Date(Math.max(endedAtMs, this.context.record.startedAtMs));
  }

  /** bubblewrap records the exit, and the spawner that started it what was used, as soon as it has ended itself. */
  async #readUsage(): Promise<UsageRecord | null> {
    const read = () => parseStatus(this.context.folder.read('status') ?? '').usage;
    if (this.isolation === 'bwrap' && this.#supervisorExit === null) {
      const recorded = waitUntil(() => read() !== null, USAGE_PATIENCE_MS, RECHECK_INTERVAL_MS);
      await Promise.race([this.#supervisorGone, recorded]);
    }
    const usage = read();
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

  #isFromEarlierBoot(): boolean {
    return this.context.record.bootId !== this.context.bootId;
  }

  get #startedAt(): Date {
    return new Date(this.context.record.startedAtMs);
  }

  #stopWaiting(): void {
    this.#watcher?.close();
    clearInterval(this.#poll);
    this.#stop.close();
    for (const timer of [this.#deadline, this.#recheck]) if (timer) clearTimeout(timer);
  }

  #warn(message: string, error: unknown): void {
    this.context.logger.warn(message, { executionId: this.id, error: String(error) });
  }
}

const isSuccess = (ending: Ending): boolean => ending.kind === 'exited' && ending.exitCode === 0;
