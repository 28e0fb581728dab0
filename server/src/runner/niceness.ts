import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { readProcess } from './process-table.js';

const HAS_SESSION_GROUPS = existsSync('/proc/self/autogroup');

/**
 * Lets a process go behind others where there are not processors enough for all. What it starts from now on does, too.
 * @param niceness 0 to 19 (sched(7)); one that is as nice already is left alone
 * @returns false when it has to be tried again: the process is about to end, or the kernel wants its time
 */
export function stepBehind(pid: number, niceness: number): boolean {
  try {
    // The kernel schedules threads, each with a niceness of its own.
    for (const thread of readdirSync(`/proc/${pid}/task`).map(Number))
      if (getPriority(thread) < niceness) setPriority(thread, niceness);
    // Where the kernel makes a group of every session, niceness counts among the group only, and the group has its own.
    if (HAS_SESSION_GROUPS && readProcess(pid)?.session === pid)
      writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
    return true;
  } catch {
    return false;
  }
}
