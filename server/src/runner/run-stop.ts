import type { StopReason } from './control-folder.js';
import { findMembers, type MemberSearch } from './process-table.js';
import { type ProcessTree, signal } from './process-tree.js';

const KILL_INTERVAL_MS = 500;
/** Kills after which a run counts as unkillable. */
const MAX_KILLS = 10;

/** What stopping needs of a run. */
export interface Stoppable {
  readonly graceMs: number;
  /** Finds its processes while there is no tree. */
  readonly marked: MemberSearch;
  isRunning(): boolean;
  /** Null while nothing is known of its processes. */
  tree(): ProcessTree | null;
  /** Looks whether it has ended. */
  check(): void;
  /** It was killed again and again, but the system did not end it. */
  giveUp(): void;
}

/** Ends a run from outside: SIGTERM, the grace time, SIGKILL until it is over. */
export class RunStop {
  #reason: StopReason | null = null;
  #kill: NodeJS.Timeout | null = null;

  constructor(private readonly run: Stoppable) {}

  /** Why the run was ended, or is being; null when it was not. */
  get reason(): StopReason | null {
    return this.#reason;
  }

  /** Takes note of why it ended, unless that is known. */
  explain(reason: StopReason): void {
    this.#reason ??= reason;
  }

  /** @param askedAtMs since 1970; the grace time goes on from there */
  begin(reason: StopReason, askedAtMs: number): void {
    this.#reason = reason;
    // Whoever uses too much has no time to clean up in.
    const isUrgent = reason !== 'cancelled' && reason !== 'timeout';
    const graceMs = isUrgent ? 0 : this.run.graceMs;
    if (!isUrgent) void this.run.tree()?.terminate();
    // The time of day may have been set since.
    const restMs = Math.min(askedAtMs + graceMs - Date.now(), graceMs);
    this.#kill = setTimeout(() => void this.#killTree(1), Math.max(0, restMs));
  }

  /** There is a tree now: a stop may have been asked for before there was anything to stop. */
  treeFound(tree: ProcessTree): void {
    if (this.#reason !== null) void tree.terminate();
  }

  close(): void {
    if (this.#kill) clearTimeout(this.#kill);
  }

  async #killTree(attempt: number): Promise<void> {
    const { run } = this;
    if (!run.isRunning()) return;
    const tree = run.tree();
    if (tree) await tree.kill();
    else for (const pid of await findMembers(run.marked)) signal(pid, 'SIGKILL');
    run.check();
    if (!run.isRunning()) return;
    if (attempt === MAX_KILLS) return run.giveUp();
    this.#kill = setTimeout(() => void this.#killTree(attempt + 1), KILL_INTERVAL_MS);
  }
}
