import { findMembers, type MemberSearch } from './process-table.js';

/** The process that everything a script starts stays below, whatever loses its parent. */
export interface TreeRoot {
  readonly pid: number;
  /** Processor time of it and all below it, ended or not, before the run began, in milliseconds. */
  readonly usedBeforeMs: number;
  /** Whether it comes and goes with the run. */
  readonly isOfRun: boolean;
}

/**
 * All processes of one run, as far as the machine lets us know them. One implementation per isolation level.
 * None of them ever signals a process it has not identified as the run's own.
 */
export abstract class ProcessTree {
  abstract readonly root: TreeRoot;

  /** Whether the supervisor lives, which will record the end. What is left of the run without it has nobody. */
  abstract isSupervised(): boolean;

  /** Asks the script to end (SIGTERM). Does nothing when it has ended. */
  abstract terminate(): Promise<void>;

  /** Ends every process but the supervisor (SIGKILL). Resolves when none is left, or after `KILL_PATIENCE_MS`. */
  abstract kill(): Promise<void>;

  /** Ends what the script left behind when it ended. Cheaper than `kill` where nothing is left. */
  abstract sweep(): Promise<void>;
}

/** Ends whatever the search finds (SIGKILL). Resolves when it finds nothing, or after `KILL_PATIENCE_MS`. */
export async function killMembers(search: MemberSearch): Promise<void> {
  await waitUntil(async () => {
    const members = await findMembers(search);
    for (const pid of members) signal(pid, 'SIGKILL');
    return members.length === 0;
  }, KILL_PATIENCE_MS);
}

/** Longest wait for killed processes to disappear: only one stuck in the kernel takes longer. */
export const KILL_PATIENCE_MS = 5000;

/** Sends a signal; a process that has ended meanwhile is as good as signalled. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    // ESRCH: ended. EPERM: not ours (the script changed its user), which no other call could change either.
    return false;
  }
}

/** Asks again and again until the answer is yes or the time is over. @returns the last answer. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  patienceMs: number,
  intervalMs = 1,
): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (!(await isTrue())) {
    if (performance.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
  return true;
}
