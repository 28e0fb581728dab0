/** The script's process as its supervisor recorded it. */
export interface SessionRecord {
  readonly pid: number;
  readonly startTime: string;
  readonly supervisorPid: number;
  readonly supervisorStartTime: string;
  /** Processor time of the supervisor and what it held before, in milliseconds; 0 in the record of an earlier version. */
  readonly supervisorCpuMs: number;
}

/** The script's PID namespace as bubblewrap recorded it. */
export interface NamespaceRecord {
  /** First process of the namespace: its death takes all others along. */
  readonly initPid: number;
  /** Inode of the namespace. */
  readonly namespace: number;
}

/** What all processes of a run that have ended have used. */
export interface UsageRecord {
  /** User and system time, in milliseconds. */
  readonly cpuMs: number;
  /** Peak resident memory of the largest process, in bytes. */
  readonly maxRssBytes: number;
  /** Bytes written to disks, its log among them; null in the record of an earlier version. */
  readonly writtenBytes: number | null;
}

/** What the supervisor of a run has recorded so far. */
export interface SupervisorStatus {
  readonly session: SessionRecord | null;
  readonly namespace: NamespaceRecord | null;
  /** 128 + n for signal n; null while the script runs, or when its supervisor died first. */
  readonly exitCode: number | null;
  /** Whether a signal ended the script; null when that was not recorded: by bubblewrap, or an earlier version. */
  readonly isSignalled: boolean | null;
  /** Whether the command was not an executable file. */
  readonly isAbsent: boolean;
  /** Whether the supervisor has seen the end of every process of the run. */
  readonly isAlone: boolean;
  /** Null while the script runs, or when nobody was there to take note. */
  readonly usage: UsageRecord | null;
}

/**
 * Reads a `status` file: the lines told in `launch/spawner.py`, and the JSON of `bwrap --json-status-fd`.
 * A record without its newline was torn by a crash and counts as absent.
 */
export function parseStatus(text: string): SupervisorStatus {
  let session: SessionRecord | null = null;
  let namespace: NamespaceRecord | null = null;
  let exitCode: number | null = null;
  let isSignalled: boolean | null = null;
  let isAbsent = false;
  let isAlone = false;
  let usage: UsageRecord | null = null;
  for (const line of text.split('\n').slice(0, -1)) {
    const words = line.split(' ');
    const child = jsonNumber(line, 'child-pid');
    const inode = jsonNumber(line, 'pid-namespace');
    if (child !== null && inode !== null) namespace = { initPid: child, namespace: inode };
    else if (line.startsWith('{')) exitCode = jsonNumber(line, 'exit-code') ?? exitCode;
    else if (words[0] === 'run' && words.length >= 5) session = sessionRecord(words);
    else if (/^exit \d+$/.test(line)) exitCode = Number(words[1]);
    else if (/^usage( \d+){2,3}$/.test(line)) usage = usageRecord(words);
    else if (words[0] === 'exited') isSignalled = false;
    else if (words[0] === 'signalled') isSignalled = true;
    else if (words[0] === 'absent') isAbsent = true;
    else if (words[0] === 'alone') isAlone = true;
  }
  return { session, namespace, exitCode, isSignalled, isAbsent, isAlone, usage };
}

function sessionRecord(words: string[]): SessionRecord {
  const [, pid, startTime = '', supervisorPid, supervisorStartTime = '', supervisorCpuMs = 0] =
    words;
  return {
    pid: Number(pid),
    startTime,
    supervisorPid: Number(supervisorPid),
    supervisorStartTime,
    supervisorCpuMs: Number(supervisorCpuMs),
  };
}

function usageRecord([, cpuMs, maxRssBytes, writtenBytes]: string[]): UsageRecord {
  return {
    cpuMs: Number(cpuMs),
    maxRssBytes: Number(maxRssBytes),
    writtenBytes: writtenBytes === undefined ? null : Number(writtenBytes),
  };
}

function jsonNumber(line: string, key: string): number | null {
  const found = new RegExp(`"${key}": ?(\\d+)`).exec(line);
  return found ? Number(found[1]) : null;
}
