import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { bubblewrapCommand } from './bubblewrap.js';
import type { IsolationLevel } from './run.types.js';
import { parseStatus } from './supervisor-status.js';

/** The level runs are started at, and why stronger ones are not. */
export interface Isolation {
  readonly level: IsolationLevel;
  readonly unavailable: { level: IsolationLevel; why: string }[];
}

const PROBE_PATIENCE_MS = 10_000;

/**
 * Tries the levels on this machine with the command line that runs will use.
 * @param wanted a level, or `auto` for the strongest that works
 * @param etc absolute path of what becomes `/etc` in a sandbox
 * @throws when a level was asked for by name and does not work
 */
export async function probeIsolation(
  wanted: 'auto' | IsolationLevel,
  spacesDirectory: string,
  etc: string,
): Promise<Isolation> {
  if (wanted === 'plain') return { level: 'plain', unavailable: [] };
  const why = await tryBubblewrap(spacesDirectory, etc);
  if (why === null) return { level: 'bwrap', unavailable: [] };
  if (wanted === 'bwrap') throw new Error(`The isolation level bwrap does not work here: ${why}`);
  return { level: 'plain', unavailable: [{ level: 'bwrap', why }] };
}

/** @returns null when a process in the sandbox could write its space, and its end was recorded */
async function tryBubblewrap(spacesDirectory: string, etc: string): Promise<string | null> {
  const space = mkdtempSync(join(spacesDirectory, '.probe-'));
  try {
    const command = ['/bin/sh', '-c', ': > probe'];
    const [file = '', ...args] = bubblewrapCommand({
      ...{ space, etc, interpreter: null, files: [], command },
    });
    const child = spawn(file, args, {
      env: { PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      timeout: PROBE_PATIENCE_MS,
    });
    const [status, errors] = await Promise.all([
      text(child.stdio[3] as Readable),
      text(child.stdio[2] as Readable),
      once(child, 'close'),
    ]);
    const { exitCode, namespace } = parseStatus(status);
    if (exitCode === 0 && namespace !== null) return null;
    return errors.trim() || 'bubblewrap ended without recording a start and an end.';
  } catch (error) {
    // bubblewrap is not installed, or the system refuses to start it.
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(space, { recursive: true, force: true });
  }
}
