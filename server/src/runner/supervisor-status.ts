/** The script's process as `supervisor.sh` recorded it. */
export interface SessionRecord {
  readonly pid: number;
  readonly startTime: string;
  readonly supervisorPid: number;
  readonly supervisorStartTime: string;
}

/** The script's PID namespace as bubblewrap recorded it. */
export interface NamespaceRecord {
  /** First process of the namespace: its death takes all others along. */
  readonly initPid: number;
  /** Inode of the namespace. */
  readonly namespace: number;
}

/** What the supervisor of a run has recorded so far. */
export interface SupervisorStatus {
  readonly session: SessionRecord | null;
  readonly namespace: NamespaceRecord | null;
  /** 128 + n for signal n; null while the script runs, or when its supervisor died first. */
  readonly exitCode: number | null;
  /** Whether the command was not an executable file. */
  readonly isAbsent: boolean;
  /** Null where the supervisor does not tell. */
  readonly cpuMs: number | null;
}

/**
 * Reads a `status` file: lines of `supervisor.sh`, or the JSON of `bwrap --json-status-fd`.
 * A record without its newline was torn by a crash and counts as absent.
 */
export function parseStatus(text: string): SupervisorStatus {
  let session: SessionRecord | null = null;
  let namespace: NamespaceRecord | null = null;
  let exitCode: number | null = null;
  let isAbsent = false;
  let cpuMs: number | null = null;
  for (const line of text.split('\n').slice(0, -1)) {
    const words = line.split(' ');
    const child = jsonNumber(line, 'child-pid');
    const inode = jsonNumber(line, 'pid-namespace');
    if (child !== null && inode !== null) namespace = { initPid: child, namespace: inode };
    else if (line.startsWith('{')) exitCode = jsonNumber(line, 'exit-code') ?? exitCode;
    else if (words[0] === 'run' && words.length === 5) session = sessionRecord(words);
    else if (words[0] === 'exit') exitCode = Number(words[1]);
    else if (words[0] === 'absent') isAbsent = true;
    // `times` prints the shell first, then its children: the last line is the script's.
    else cpuMs = cpuTime(line) ?? cpuMs;
  }
  return { session, namespace, exitCode, isAbsent, cpuMs };
}

function sessionRecord([, pid, startTime = '', supervisorPid, supervisorStartTime = '']: string[]) {
  return {
    pid: Number(pid),
    startTime,
    supervisorPid: Number(supervisorPid),
    supervisorStartTime,
  };
}

function jsonNumber(line: string, key: string): number | null {
  const found = new RegExp(`"${key}": ?(\\d+)`).exec(line);
  return found ? Number(found[1]) : null;
}

/** `0m0.012000s 0m0.004000s`: user and system time (POSIX `times`). */
function cpuTime(line: string): number | null {
  const times = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length !== 2) return null;
  return Math.round(
    times.reduce((sum, [, m, s]) => sum + Number(m) * 60_000 + Number(s) * 1000, 0),
  );
}
