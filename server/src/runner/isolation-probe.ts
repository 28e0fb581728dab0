import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { bubblewrapCommand } from './bubblewrap.js';
import { because, type Cause, sentenceOf } from './causes.js';
import { LAUNCH_FILES } from './script-command.js';
import type { IsolationLevel } from './run.types.js';
import { parseStatus } from './supervisor-status.js';

/** The level runs are started at, and why stronger ones are not. */
export interface Isolation {
  readonly level: IsolationLevel;
  readonly unavailable: { level: IsolationLevel; cause: Cause }[];
}

/** What the levels are tried with. */
export interface ProbeContext {
  readonly spacesDirectory: string;
  /** Absolute path of what becomes `/etc` in a sandbox. */
  readonly etc: string;
  /** One of the users that runs of level `uid` get. */
  readonly uid: number;
}

/** Strongest first. */
const LEVELS: IsolationLevel[] = ['bwrap', 'uid', 'plain'];
const PROBE_PATIENCE_MS = 10_000;
const ENVIRONMENT = { PATH: '/usr/bin:/bin' };

/** Each answers why the level does not work, null when it does. */
const PROBES: Record<IsolationLevel, (context: ProbeContext) => Promise<Cause | null>> = {
  bwrap: (context) => inFreshSpace(context, tryBubblewrap),
  uid: (context) =>
    process.getuid?.() === 0
      ? inFreshSpace(context, tryOwnUser)
      : Promise.resolve(because('level_needs_root')),
  plain: () => Promise.resolve(null),
};

/**
 * Tries the levels on this machine with the command line that runs will use.
 * @param wanted a level, or `auto` for the strongest that works
 * @throws when a level was asked for by name and does not work
 */
export async function probeIsolation(
  wanted: 'auto' | IsolationLevel,
  context: ProbeContext,
): Promise<Isolation> {
  const unavailable: Isolation['unavailable'] = [];
  for (const level of wanted === 'auto' ? LEVELS : [wanted]) {
    const cause = await PROBES[level](context);
    if (cause === null) return { level, unavailable };
    if (level === wanted) {
      throw new Error(`The isolation level ${level} does not work here: ${sentenceOf(cause)}`);
    }
    unavailable.push({ level, cause });
  }
  throw new Error('No isolation level works here.');
}

async function inFreshSpace(
  context: ProbeContext,
  attempt: (space: string, context: ProbeContext) => Promise<Cause | null>,
): Promise<Cause | null> {
  const space = mkdtempSync(join(context.spacesDirectory, '.probe-'));
  try {
    return await attempt(space, context);
  } catch (error) {
    // The program is not installed, or the system refuses to start it.
    return refusedWith(error instanceof Error ? error.message : String(error));
  } finally {
    rmSync(space, { recursive: true, force: true });
  }
}

/** @returns null when a process in the sandbox could write its space, and its end was recorded */
async function tryBubblewrap(space: string, { etc }: ProbeContext): Promise<Cause | null> {
  const [file = '', ...args] = bubblewrapCommand({
    ...{
      space,
      etc,
      network: true,
      temporaryBytes: null,
      readableFolders: [],
      interpreter: null,
      files: [],
      modules: null,
    },
    command: ['/bin/sh', '-c', ': > probe'],
  });
  const child = spawn(file, args, {
    env: ENVIRONMENT,
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
  return errors.trim() ? refusedWith(errors.trim()) : because('sandbox_unrecorded');
}

/** @returns null when another user could write a space that was given to it, by its absolute path, and read what starts its script */
async function tryOwnUser(space: string, { uid }: ProbeContext): Promise<Cause | null> {
  chmodSync(space, 0o700);
  chownSync(space, uid, uid);
  const reads = LAUNCH_FILES.map((file) => `cat '${file}' > /dev/null`);
  const child = spawn('/bin/sh', ['-c', ['set -e', ': > "$PWD/probe"', ...reads].join('\n')], {
    ...{ cwd: space, env: ENVIRONMENT, uid, gid: uid },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: PROBE_PATIENCE_MS,
  });
  const [errors, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code === 0) return null;
  return errors.trim()
    ? refusedWith(errors.trim())
    : because('user_unusable', { uid: String(uid), exitCode: String(code) });
}

const refusedWith = (why: string): Cause => because('level_refused', { why });
