import { closeSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { appendFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceLimits } from './resource-limits.js';
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
  /** By `bootClockMs`: a changed time of day changes no time limit. */
  readonly deadlineTickMs: number;
  readonly timeoutMs: number;
  readonly graceMs: number;
  readonly logLimitBytes: number;
  /** None in the record of an earlier version. */
  readonly resources?: ResourceLimits;
  /** The user of its own that it runs as; none unless at level `uid`. */
  readonly uid?: number | null;
  /** Whether an interpreter that waited took it. */
  readonly isWarm: boolean;
  /** Processor time that the one that waited has used before, in milliseconds: none of the run's, if `isWarm`. */
  readonly readyCpuMs?: number | null;
  /** Identifies an uploaded file with the name of the result file: it is no result unless the script writes it. */
  readonly givenResult?: number | null;
}

export const STOP_REASONS = [
  'cancelled',
  'timeout',
  'out_of_memory',
  'process_limit',
  'cpu_limit',
  'space_limit',
  'log_limit',
] as const;

export type StopReason = (typeof STOP_REASONS)[number];

/** Files of a run that belong to the server. The space of the script is elsewhere. */
export type ControlFile =
  | 'spec.json'
  | 'spec.new'
  | 'status'
  | 'stdout.log'
  | 'stderr.log'
  | 'timeline'
  | 'dropped'
  | 'stop'
  | 'usage.json'
  | 'install.log';

const INSTALL_LOG = 'install.log' satisfies ControlFile;

/** The control folder of one run. All calls are synchronous: each is one or two system calls on a tiny file. */
export class ControlFolder {
  constructor(readonly path: string) {}

  file(name: ControlFile): string {
    return join(this.path, name);
  }

  /**
   * Makes the folder anew, without anything an earlier attempt left but the log of what was installed for the run, and
   * writes the record. One that a crash tore was never handed to the spawner: `withdraw` tells.
   */
  create(record: RunRecord): void {
    try {
      mkdirSync(this.path, { mode: 0o700 });
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      for (const name of readdirSync(this.path))
        if (name !== INSTALL_LOG) rmSync(join(this.path, name), { recursive: true, force: true });
    }
    writeFileSync(this.file('spec.json'), JSON.stringify(record), { mode: 0o600 });
  }

  /** Makes a log the one of what was installed for the run, before it starts. It goes on growing under both names. */
  linkInstallLog(path: string): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    rmSync(this.file(INSTALL_LOG), { force: true });
    linkSync(path, this.file(INSTALL_LOG));
  }

  /** Takes the log of what was installed for a run over from the folder that it waited with. */
  takeInstallLog(from: ControlFolder): void {
    try {
      renameSync(from.file(INSTALL_LOG), this.file(INSTALL_LOG));
    } catch (error) {
      // Nothing had to be installed.
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }

  /**
   * @param assumed what to go by when the record cannot be read, as after a power loss
   * @returns null when nothing was ever handed to the spawner
   */
  readRecord(assumed: RunRecord): RunRecord | null {
    const { isThere, text } = this.#look('spec.json');
    const status = this.read('status') ?? '';
    if (!isThere && status === '') return null;
    const known = parseObject<RunRecord>(text ?? '');
    if (typeof known?.bootId === 'string') return { ...assumed, ...known };
    // bubblewrap writes JSON.
    return { ...assumed, isolation: status.startsWith('{') ? 'bwrap' : 'plain' };
  }

  /**
   * Whoever creates `status` has the folder: the spawner, which then spawns, or a later server, which then knows that
   * nothing was or will be spawned, and withdraws the record.
   * @returns whether it was this caller
   */
  withdraw(): boolean {
    try {
      closeSync(openSync(this.file('status'), 'wx', 0o600));
      rmSync(this.file('spec.json'), { recursive: true, force: true });
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
    const text = this.read('stop') ?? '';
    const reason = STOP_REASONS.find((known) => text.startsWith(`${known}\n`));
    const at = this.modifiedAt('stop');
    return reason && at ? { reason, atMs: at.getTime() } : null;
  }

  /** @returns null when there is no such file, or none that can be read: one run must not take the server along. */
  read(name: ControlFile): string | null {
    return this.#look(name).text;
  }

  has(name: ControlFile): boolean {
    return this.#look(name).isThere;
  }

  #look(name: ControlFile): { isThere: boolean; text: string | null } {
    try {
      return { isThere: true, text: readFileSync(this.file(name), 'utf8') };
    } catch (error) {
      return { isThere: !hasCode(error, 'ENOENT'), text: null };
    }
  }

  /** Moves what is no file out of a file's way, as a repair of the file system may leave it. */
  clearPlaceOf(name: ControlFile): void {
    const path = this.file(name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== false) return;
    rmSync(`${path}.damaged`, { recursive: true, force: true });
    renameSync(path, `${path}.damaged`);
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
