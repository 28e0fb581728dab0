import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { findMembers, RUN_MARK_VARIABLE } from '../../runner/process-table.js';
import { KILL_PATIENCE_MS, signal as sendSignal, waitUntil } from '../../runner/process-tree.js';
import type { InstallLog } from './install-log.js';

/** One program of an installation. */
export interface InstallStep {
  /** The program's absolute path and its arguments. */
  readonly command: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Names every process of the installation, so that none is left behind. */
  readonly mark: string;
}

/**
 * Runs one program of an installation to its end, or until it is told to stop: then every process of it is killed.
 * @returns its exit code, null when a signal ended it
 * @throws Error when it cannot be started
 */
export async function runStep(
  { command, directory, environment, mark }: InstallStep,
  log: InstallLog,
  stop: AbortSignal,
): Promise<number | null> {
  stop.throwIfAborted();
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd: directory,
    env: { ...environment, [RUN_MARK_VARIABLE]: mark },
    // a session of its own, to be killed as a whole
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) copy(stream, log);
  const kill = () => {
    if (child.pid) sendSignal(-child.pid, 'SIGKILL');
    void killMarked(mark);
  };
  stop.addEventListener('abort', kill, { once: true });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    // what an installer leaves running would write on, and hold its output open
    await killMarked(mark);
    if (!isClosed(child.stdout) || !isClosed(child.stderr)) await once(child, 'close');
    return code;
  } finally {
    stop.removeEventListener('abort', kill);
  }
}

/** Ends what is left of an installation, in this server's time or an earlier one's. */
export async function killMarked(mark: string): Promise<void> {
  const search = { mark, session: null, uid: null, except: null, above: 0 };
  await waitUntil(async () => {
    const members = await findMembers(search);
    for (const pid of members) sendSignal(pid, 'SIGKILL');
    return members.length === 0;
  }, KILL_PATIENCE_MS);
}

const isClosed = (stream: Readable): boolean => stream.closed;

function copy(stream: Readable, log: InstallLog): void {
  const source = log.source();
  stream.on('data', source.write);
  stream.once('end', source.end);
}
