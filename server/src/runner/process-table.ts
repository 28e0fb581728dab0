import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Facts of a process from `/proc/<pid>/stat` (proc_pid_stat(5)). */
export interface ProcessFacts {
  /** Name of the program, cut to 15 characters. */
  readonly name: string;
  readonly isZombie: boolean;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks since boot: with the pid, names a process for as long as the machine is up. */
  readonly startTime: string;
}

/** Variable that every process of a run carries, so that strays can be found. */
export const RUN_MARK_VARIABLE = 'SCRIPTORIUM_RUN_MARK';

/** Processes looked at in one turn of the event loop. */
const BATCH = 32;

/** Changes with every start of the machine. */
export function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
}

/** @returns null when there is no such process. */
export function readProcess(pid: number): ProcessFacts | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // The process ended before or while it was looked at, which is the answer.
    return null;
  }
}

/** @returns inode of the PID namespace the process lives in, null when it is gone. */
export function readPidNamespace(pid: number): number | null {
  try {
    return Number(/\d+/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[0]);
  } catch {
    // Ended, or reused by a process that is not ours to look at: either way not the one we mean.
    return null;
  }
}

/** Processes of this machine that belong to one run, found by what a stray cannot easily change. */
export interface MemberSearch {
  readonly mark: string;
  /** User that nobody but the run has; null when it has none of its own. */
  readonly uid: number | null;
  /** Session of the script; null when its id may have been reused, then only the mark counts. */
  readonly session: number | null;
  /** Never reported: the supervisor, which has to record the end. */
  readonly except: number | null;
  /** Looks only at processes with a higher pid: right while pids cannot have wrapped around. */
  readonly above: number;
}

/**
 * Pids of the run's living processes: those that carry its mark, are in its session, or descend from one that is.
 * A daemon that cleared its environment and left the session before its parent ended is not found.
 */
export async function findMembers({
  mark,
  uid,
  session,
  except,
  above,
}: MemberSearch): Promise<number[]> {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > above && pid !== except);
  const entry = Buffer.from(`${RUN_MARK_VARIABLE}=${mark}\0`);
  const members = new Set<number>();
  const others: { pid: number; parent: number }[] = [];
  for (const [index, pid] of pids.entries()) {
    // On a machine with thousands of processes others get their turn in between.
    if (index % BATCH === BATCH - 1) await new Promise((resolve) => setImmediate(resolve));
    const found = lookAt(pid, entry);
    if (!found || found.facts.isZombie) continue;
    const isInSession = session !== null && found.facts.session === session;
    if (found.hasMark || isInSession || (uid !== null && readUser(found.pid) === uid))
      members.add(found.pid);
    else others.push({ pid: found.pid, parent: found.facts.parent });
  }
  // Parents mostly have lower pids, so one pass finds whole branches; the next search finds the rest.
  for (const { pid, parent } of others) if (members.has(parent)) members.add(pid);
  return [...members];
}

/** Whatever carries the mark or has the user, and descends from what does. */
export const marked = (mark: string, uid: number | null = null): MemberSearch => ({
  ...{ mark, uid, session: null, except: null, above: 0 },
});

/** Whether any living process carries the mark, or descends from one that does. */
export async function hasMembers(mark: string): Promise<boolean> {
  return (await findMembers(marked(mark))).length > 0;
}

/** Synchronous, because a file of /proc is read in microseconds and a detour over the thread pool takes a hundred. */
function lookAt(pid: number, entry: Buffer) {
  const facts = readProcess(pid);
  return facts && { pid, facts, hasMark: readEnvironment(pid).includes(entry) };
}

/** Its real user, which is told of every process, also of one that has hidden everything else. */
function readUser(pid: number): number | null {
  try {
    const found = /^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return found ? Number(found[1]) : null;
  } catch {
    // It ended before or while it was looked at.
    return null;
  }
}

function readEnvironment(pid: number): Buffer {
  try {
    return readFileSync(`/proc/${pid}/environ`);
  } catch {
    // Ended, or another user's: either way it does not carry our mark.
    return Buffer.alloc(0);
  }
}

function parseStat(stat: string): ProcessFacts {
  // The second field is the command in brackets and may hold anything, also brackets and spaces.
  const nameEnd = stat.lastIndexOf(') ');
  const fields = stat.slice(nameEnd + 2).split(' ');
  return {
    name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    isZombie: fields[0] === 'Z' || fields[0] === 'X',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    startTime: fields[19] ?? '',
  };
}
