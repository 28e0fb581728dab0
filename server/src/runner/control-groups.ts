import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { because, type Cause } from './causes.js';
import {
  enterGroup,
  findGroupTrees,
  GroupsRefused,
  type GroupTree,
  readOrEmpty,
  removeGroup,
} from './group-trees.js';
import type { ResourceLimits } from './resource-limits.js';

/**
 * Groups that the kernel limits as a whole, one for each run that has such a limit. A run is put into its group when it
 * is first looked at: short ones never pay for it.
 */
export class ControlGroups {
  private constructor(
    private readonly trees: readonly GroupTree[],
    /** Why there are none here; null when there are. */
    readonly obstacle: Cause | null,
  ) {}

  /** No groups: everything is watched. */
  static none(why: Cause): ControlGroups {
    return new ControlGroups([], why);
  }

  /** Finds the groups that this server is in, and tries to make one in each. Never throws. */
  static open(): ControlGroups {
    try {
      return new ControlGroups(findGroupTrees(), null);
    } catch (error) {
      if (error instanceof GroupsRefused) return ControlGroups.none(error.reason);
      const why = error instanceof Error ? error.message : String(error);
      return ControlGroups.none(because('groups_refused', { why }));
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
    for (const { folder, limitFiles } of this.trees) {
      const needed = limitFiles.flatMap(({ name: file, valueOf, isOptional }) => {
        const value = valueOf(limits);
        return value === null ? [] : [{ file, value, isOptional }];
      });
      if (needed.length === 0) continue;
      const group = join(folder, name);
      mkdirSync(group, { recursive: true });
      for (const { file, value, isOptional } of needed)
        if (!isOptional || existsSync(join(group, file)))
          writeFileSync(join(group, file), String(value));
      for (const pid of pids) enterGroup(group, pid);
    }
  }

  /** How many processes of the group the kernel has killed because its memory was used up. */
  memoryKills(name: string): number {
    for (const { folder } of this.trees)
      for (const file of ['memory.oom_control', 'memory.events']) {
        const kills = /^oom_kill (\d+)$/m.exec(readOrEmpty(join(folder, name, file)))?.[1];
        if (kills !== undefined) return Number(kills);
      }
    return 0;
  }

  /** Removes the group of a run that has ended. */
  release(name: string): void {
    for (const { folder } of this.trees) removeGroup(join(folder, name));
  }

  /** Removes what an earlier server has left, but for the groups of runs that go on: those have processes. */
  sweep(isOurs: (name: string) => boolean): void {
    for (const { folder } of this.trees)
      for (const name of readdirSync(folder)) if (isOurs(name)) removeGroup(join(folder, name));
  }
}
