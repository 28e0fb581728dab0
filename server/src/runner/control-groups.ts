import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceLimits } from './resource-limits.js';

/**
 * Beyond the limit on processes, so that the watch sees who goes beyond it: at the limit itself the kernel would only
 * refuse to start more, and a fork bomb would try for ever.
 */
const PROCESSES_ABOVE = 64;

/** One hierarchy of control groups: the folder that groups of runs are made in, and the names of its files. */
interface Hierarchy {
  readonly folder: string;
  readonly limitFile: string;
  readonly limitOf: (limits: ResourceLimits) => number | null;
}

/**
 * Groups that the kernel limits as a whole, one for each run that has such a limit. A run is put into its group when it
 * is first looked at: short ones never pay for it.
 */
export class ControlGroups {
  readonly #hierarchies: readonly Hierarchy[];

  private constructor(
    hierarchies: readonly Hierarchy[],
    /** Why there are none here, in a sentence; null when there are. */
    readonly obstacle: string | null,
  ) {
    this.#hierarchies = hierarchies;
  }

  /** No groups: everything is watched. */
  static none(why: string): ControlGroups {
    return new ControlGroups([], why);
  }

  /** Finds the groups that this server is in, and tries to make one in each. Never throws. */
  static open(): ControlGroups {
    try {
      const own = readFileSync('/proc/self/cgroup', 'utf8');
      const hierarchies = versionOne(own) ?? versionTwo(own);
      for (const { folder } of hierarchies) tryOut(folder);
      return new ControlGroups(hierarchies, null);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return ControlGroups.none(`Control groups cannot be made here: ${why}`);
    }
  }

  get isOpen(): boolean {
    return this.obstacle === null;
  }

  /**
   * Puts processes into the group of a run, made if need be. What they start from now on is in it, too.
   * @param name unique among the runs of this machine
   */
  hold(name: string, limits: ResourceLimits, pids: readonly number[]): void {
    for (const { folder, limitFile, limitOf } of this.#hierarchies) {
      const limit = limitOf(limits);
      if (limit === null) continue;
      const group = join(folder, name);
      mkdirSync(group, { recursive: true });
      writeFileSync(join(group, limitFile), String(limit));
      for (const pid of pids) enter(group, pid);
    }
  }

  /** How many processes of the group the kernel has killed because its memory was used up. */
  memoryKills(name: string): number {
    for (const { folder } of this.#hierarchies)
      for (const file of ['memory.oom_control', 'memory.events']) {
        const kills = /^oom_kill (\d+)$/m.exec(readOrEmpty(join(folder, name, file)))?.[1];
        if (kills !== undefined) return Number(kills);
      }
    return 0;
  }

  /** Removes the group of a run that has ended. */
  release(name: string): void {
    for (const { folder } of this.#hierarchies) removeGroup(join(folder, name));
  }

  /** Removes what an earlier server has left, but for the groups of runs that go on: those have processes. */
  sweep(isOurs: (name: string) => boolean): void {
    for (const { folder } of this.#hierarchies)
      for (const name of readdirSync(folder)) if (isOurs(name)) removeGroup(join(folder, name));
  }
}

const memoryOf = ({ memoryBytes }: ResourceLimits) => memoryBytes;
const processesOf = ({ processes }: ResourceLimits) =>
  processes === null ? null : processes + PROCESSES_ABOVE;

/** @returns null where memory is not counted by version 1 */
function versionOne(own: string): Hierarchy[] | null {
  const folderOf = (controller: string) => {
    const path = new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)$`, 'm').exec(own)?.[1];
    return path === undefined ? null : join('/sys/fs/cgroup', controller, path);
  };
  const [memory, processes] = [folderOf('memory'), folderOf('pids')];
  if (memory === null || processes === null) return null;
  return [
    { folder: memory, limitFile: 'memory.limit_in_bytes', limitOf: memoryOf },
    { folder: processes, limitFile: 'pids.max', limitOf: processesOf },
  ];
}

/** One tree for all; a group with processes cannot pass controllers on, so the server's own must do so already. */
function versionTwo(own: string): Hierarchy[] {
  const path = /^0::(.*)$/m.exec(own)?.[1];
  if (path === undefined) throw new Error('this server is in no control group.');
  const folder = join('/sys/fs/cgroup', path);
  const passedOn = readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8');
  for (const controller of ['memory', 'pids'])
    if (!passedOn.split(/\s+/).includes(controller))
      throw new Error(`the group of this server does not pass ${controller} on to groups in it.`);
  return [
    { folder, limitFile: 'memory.max', limitOf: memoryOf },
    { folder, limitFile: 'pids.max', limitOf: processesOf },
  ];
}

function tryOut(folder: string): void {
  const group = join(folder, `scriptorium_probe_${process.pid}`);
  mkdirSync(group);
  rmdirSync(group);
}

function enter(group: string, pid: number): void {
  try {
    writeFileSync(join(group, 'cgroup.procs'), String(pid));
  } catch {
    // It ended meanwhile; one that the kernel refuses to move is watched all the same.
  }
}

function removeGroup(group: string): void {
  try {
    rmdirSync(group);
  } catch {
    // There is none, or it has processes.
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
