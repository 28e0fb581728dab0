import { watch, type FSWatcher } from 'node:fs';
import type { ControlFolder, RunRecord } from './control-folder.js';
import { NamespaceTree } from './namespace-tree.js';
import type { Ending } from './outcome.js';
import { findMembers, type MemberSearch } from './process-table.js';
import { killMembers, type ProcessTree, waitUntil } from './process-tree.js';
import { SessionTree } from './session-tree.js';
import { parseStatus, type SupervisorStatus, type UsageRecord } from './supervisor-status.js';
import {
  endingAfter,
  endingUnseen,
  launchFailure,
  LOST,
  MACHINE_RESTARTED,
  NEVER_SPAWNED,
} from './unrecorded-ending.js';

/** Liveness is looked at this often; an ordinary end is notified. */
const POLL_INTERVAL_MS = 1000;
/** How long a supervisor may take to record a start or an end that must have happened. */
const RECORD_PATIENCE_MS = 2000;
const RECHECK_INTERVAL_MS = 20;
/** How long to wait, once bubblewrap has recorded the exit, for the record of what the run has used. */
const USAGE_PATIENCE_MS = 200;

export interface SupervisionOptions {
  readonly folder: ControlFolder;
  readonly record: RunRecord;
  /** Of this boot of the machine. */
  readonly bootId: string;
  /** Whether an earlier server handed the run to its spawner. */
  readonly isAdopted: boolean;
  /** What every process of the run can be found by. */
  readonly marked: MemberSearch;
  /** Whether the end of the run is still waited for. */
  readonly isRunning: () => boolean;
  /** Whether its first process is older than the run. */
  readonly isWarm: () => boolean;
  readonly treeFound: (tree: ProcessTree) => void;
  /** @param isAlone whether no process of the run is left for certain */
  readonly ended: (ending: Ending, isAlone: boolean) => void;
  readonly warn: (message: string, error: unknown) => void;
}

/**
 * Finds out how a run ends: by what its supervisor records, by what the spawner tells of the supervisor, and, when neither
 * says a word, by the processes that are there.
 */
export class Supervision {
  readonly #createdTick = performance.now();
  readonly #poll: NodeJS.Timeout;
  /** Resolves when the supervisor has ended, or when nobody can tell any more. */
  readonly #supervisorGone: Promise<void>;
  #resolveSupervisorGone: () => void = () => undefined;
  #watcher: FSWatcher | null = null;
  #recheck: NodeJS.Timeout | null = null;
  #tree: ProcessTree | null = null;
  /** Whether a start must have been recorded by now, although nobody tells us that it happened. */
  #isStartUncertain: boolean;
  #supervisorExit: { code: number } | null = null;
  /** Since when something must have been recorded that was not, by `performance.now()`. */
  #overdueSince: number | null = null;

  constructor(private readonly options: SupervisionOptions) {
    this.#isStartUncertain = options.isAdopted;
    this.#supervisorGone = new Promise((resolve) => (this.#resolveSupervisorGone = resolve));
    this.#poll = setInterval(() => this.check(), POLL_INTERVAL_MS);
  }

  /** The processes of the run; null until its start is recorded. */
  get tree(): ProcessTree | null {
    return this.#tree;
  }

  get isFromEarlierBoot(): boolean {
    return this.options.record.bootId !== this.options.bootId;
  }

  /** Looks at whatever is recorded, at once; without this the spawner tells when the supervisor has ended. */
  watch(): void {
    if (this.#watcher) return;
    try {
      this.#watcher = watch(this.options.folder.file('status'), () => this.check());
      this.#watcher.on('error', () => undefined);
    } catch (error) {
      // No inotify watch left: the poll sees the end up to a second later.
      this.options.warn('A run is watched by polling', error);
    }
    this.check();
  }

  /** The spawner has ended in the middle of a start: what is recorded, or is not, has to tell. */
  doubtStart(): void {
    this.#isStartUncertain = true;
  }

  /** The spawner tells that the supervisor has ended. */
  supervisorEnded(code: number): void {
    this.#supervisorExit = { code };
    this.supervisorLeft();
    this.check();
  }

  /** Nobody will tell when the supervisor ends. */
  supervisorLeft(): void {
    this.#resolveSupervisorGone();
  }

  check(): void {
    const { folder, isRunning, treeFound, ended } = this.options;
    if (!isRunning()) return;
    const status = parseStatus(folder.read('status') ?? '');
    if (!this.#tree) {
      this.#tree = this.#identify(status);
      if (this.#tree) treeFound(this.#tree);
    }
    const ending = this.#endingOf(status);
    if (ending) ended(ending, status.isAlone);
  }

  /** Ends whatever is left of the run. */
  async sweep(): Promise<void> {
    if (this.#tree) await this.#tree.sweep();
    // It was killed before it had recorded whom it had started.
    else if (this.#supervisorExit) await killMembers(this.options.marked);
  }

  /** bubblewrap records the exit, and the spawner that started it what was used, as soon as it has ended itself. */
  async readUsage(): Promise<UsageRecord | null> {
    const { folder, record } = this.options;
    const read = () => parseStatus(folder.read('status') ?? '').usage;
    if (record.isolation === 'bwrap' && this.#supervisorExit === null) {
      const recorded = waitUntil(() => read() !== null, USAGE_PATIENCE_MS, RECHECK_INTERVAL_MS);
      await Promise.race([this.#supervisorGone, recorded]);
    }
    return read();
  }

  close(): void {
    this.#watcher?.close();
    clearInterval(this.#poll);
    if (this.#recheck) clearTimeout(this.#recheck);
  }

  #identify({ session, namespace }: SupervisorStatus): ProcessTree | null {
    if (namespace) return new NamespaceTree(namespace);
    if (!session) return null;
    const { isAdopted, isWarm, record } = this.options;
    const bornAfter = isAdopted || isWarm() ? null : this.#createdTick;
    return new SessionTree(session, record.mark, record.uid ?? null, bornAfter);
  }

  /** @returns null while the run goes on, or may yet be recorded to have ended */
  #endingOf({ exitCode, isSignalled, isAbsent }: SupervisorStatus): Ending | null {
    const { folder, record } = this.options;
    const { isolation } = record;
    if (exitCode !== null)
      return isAbsent ? launchFailure(folder) : { kind: 'exited', exitCode, isSignalled };
    if (this.isFromEarlierBoot) return MACHINE_RESTARTED;
    if (this.#supervisorExit) {
      const hasStarted = this.#tree !== null;
      return endingAfter(this.#supervisorExit.code, { folder, isolation, hasStarted });
    }
    if (this.#tree ? this.#tree.isSupervised() : !this.#isStartUncertain) {
      this.#overdueSince = null;
      return null;
    }
    if (!this.#isOverdue()) return null;
    if (this.#tree) return endingUnseen(folder, isolation);
    void this.#searchEvidence();
    return null;
  }

  #isOverdue(): boolean {
    this.#overdueSince ??= performance.now();
    if (performance.now() - this.#overdueSince >= RECORD_PATIENCE_MS) return true;
    this.#recheck ??= setTimeout(() => {
      this.#recheck = null;
      this.check();
    }, RECHECK_INTERVAL_MS);
    return false;
  }

  /** Something was spawned or not, and nothing is recorded: a process with the run's mark decides. */
  async #searchEvidence(): Promise<void> {
    const { isAdopted, isRunning, marked, ended } = this.options;
    const members = await findMembers(marked);
    this.#overdueSince = null;
    if (members.length > 0 || this.#tree || !isRunning()) return;
    ended(isAdopted ? LOST : NEVER_SPAWNED, false);
  }
}
