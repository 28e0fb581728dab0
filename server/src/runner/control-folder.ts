import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { appendFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IsolationLevel, ScriptLanguage } from './run.types.js';

/** What a later server must know of a run in order to adopt it. Written before the run is spawned. */
export interface RunRecord {
  readonly id: number;
  readonly isolation: IsolationLevel;
  readonly language: ScriptLanguage;
  /** `/proc/sys/kernel/random/boot_id`: no process of an earlier boot can still live. */
  readonly bootId: string;
  readonly startedAtMs: number;
  /** Random value of `SCRIPTORIUM_RUN_MARK` in the environment of every process of the run. */
  readonly mark: string;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly logLimitBytes: number;
  /** The user of its own that it runs as; none unless at level `uid`. */
  readonly uid?: number | null;
  /** Whether an interpreter that waited took it. */
  readonly isWarm: boolean;
  /** Identifies an uploaded file with the name of the result file: it is no result unless the script writes it. */
  readonly givenResult?: number | null;
}

export type StopReason = 'cancelled' | 'timeout';

/** Files of a run that belong to the server. The space of the script is elsewhere. */
export type ControlFile =
  | 'spec.json'
  | 'spec.new'
  | 'status'
  | 'stdout.log'
  | 'stderr.log'
  | 'timeline'
  | 'dropped'
  | 'stop';

/** The control folder of one run. All calls are synchronous: each is one or two system calls on a tiny file. */
export class ControlFolder {
  constructor(readonly path: string) {}

  file(name: ControlFile): string {
    return join(this.path, name);
  }

  /**
   * Makes the folder anew, without anything an earlier attempt left, and writes the record. One that a crash tore was
   * never handed to the spawner: `withdraw` tells.
   */
  create(record: RunRecord): void {
    try {
      mkdirSync(this.path, { mode: 0o700 });
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      rmSync(this.path, { recursive: true, force: true });
      mkdirSync(this.path, { mode: 0o700 });
    }
    writeFileSync(this.file('spec.json'), JSON.stringify(record), { mode: 0o600 });
  }

  /**
   * @returns null when nothing was ever handed to the spawner. A record that cannot be read (the machine lost power)
   *   comes back without a boot id, as of another boot: whatever ran is gone.
   */
  readRecord(): RunRecord | null {
    const text = this.read('spec.json');
    if (text === null) return null;
    const unknown = {
      id: 0,
      isolation: 'plain',
      language: 'python',
      bootId: '',
      mark: '',
    } as const;
    const limits = {
      startedAtMs: Date.now(),
      deadlineMs: 0,
      timeoutMs: 0,
      graceMs: 0,
      logLimitBytes: Number.MAX_SAFE_INTEGER,
      isWarm: false,
    };
    return { ...unknown, ...limits, ...parseObject<RunRecord>(text) };
  }

  /**
   * Whoever creates `status` has the folder: the spawner, which then spawns, or a later server, which then knows that
   * nothing was or will be spawned, and withdraws the record.
   * @returns whether it was this caller
   */
  withdraw(): boolean {
    try {
      closeSync(openSync(this.file('status'), 'wx', 0o600));
      unlinkSync(this.file('spec.json'));
      return true;
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    }
  }

  /** Writes the record of a run whose order has not been given; the spawner makes it `spec.json` as it does. */
  writeOrderedRecord(record: RunRecord): void {
    writeFileSync(this.file('spec.new'), JSON.stringify(record), { mode: 0o600 });
  }

  /**
   * Whoever takes `spec.new` away decides: the spawner, which then gives the order, or a later server, which then knows
   * that the order was not and will not be given.
   * @returns whether it was this caller
   */
  withdrawOrder(): boolean {
    try {
      unlinkSync(this.file('spec.new'));
      return true;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Remembers a stop, so that a server that dies in the middle of it is not the end of it. The first reason stays. */
  requestStop(reason: StopReason): void {
    appendFileSync(this.file('stop'), `${reason}\n`, { mode: 0o600 });
  }

  stopRequest(): { reason: StopReason; atMs: number } | null {
    const [first, ...rest] = (this.read('stop') ?? '').split('\n');
    const at = this.modifiedAt('stop');
    if (rest.length === 0 || at === null) return null;
    return { reason: first === 'cancelled' ? 'cancelled' : 'timeout', atMs: at.getTime() };
  }

  /** @returns null when there is no such file. */
  read(name: ControlFile): string | null {
    try {
      return readFileSync(this.file(name), 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  }

  /** @returns null when there is no such file. */
  modifiedAt(name: ControlFile): Date | null {
    const facts = statSync(this.file(name), { throwIfNoEntry: false });
    return facts ? new Date(facts.mtimeMs) : null;
  }
}

/** Whether a failed system call failed in this way. */
export function hasCode(error: unknown, code: string): boolean {
  return (error as { code?: unknown } | null)?.code === code;
}

/** @returns null for what is not a whole JSON object, as after a power loss. */
function parseObject<T>(text: string): Partial<T> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    // Only JSON.parse can throw here, and only for text that is torn.
    return null;
  }
}
