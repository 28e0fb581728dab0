import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import request from 'supertest';

/** The built server in a process of its own, so that a test can kill it. */
export interface ServerProcess {
  api: ReturnType<typeof request.agent>;
  url: string;
  pid: number;
  /** What it wrote to its own log so far. */
  log(): string;
  /** `SIGKILL`, as a crash or the out-of-memory killer would. */
  kill(): Promise<void>;
  /** `SIGTERM`, as a supervisor would. */
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '../../../dist/server/main.js');

/**
 * Starts the built server on a folder and waits until it answers.
 * @throws when it ends before it is ready, with its log
 */
export async function startServerProcess(
  directory: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATA_DIR: join(directory, 'data'),
      EXECUTION_SPACES_DIR: join(directory, 'execution_spaces'),
      PORT: '0',
      DISK_RESERVE_BYTES: '0',
      INTERPRETER_DISCOVERY: 'false',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (bytes: Buffer) => (log += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const ready = /is ready: (\S+)/.exec(log);
      if (ready?.[1]) resolve(ready[1]);
    });
    child.once('exit', () => reject(new Error(`The server ended before it was ready:\n${log}`)));
  });
  const end = (signal: NodeJS.Signals) => async () => {
    if (hasEnded(child)) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  return {
    api: request.agent(url),
    url,
    pid: child.pid ?? 0,
    log: () => log,
    kill: end('SIGKILL'),
    stop: end('SIGTERM'),
  };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
