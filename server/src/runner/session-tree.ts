import { readProcess } from './process-table.js';
import { killMembers, ProcessTree, signal, type TreeRoot } from './process-tree.js';
import type { SessionRecord } from './supervisor-status.js';

/** A run this short cannot have seen pids wrap around: they grow by less than 2000 a second (measured fork rate). */
const SHORT_RUN_MS = 5000;

/**
 * A run without a namespace: its session, plus whatever carries its mark or descends from one that does.
 * Its supervisor outside of it records the exit.
 */
export class SessionTree extends ProcessTree {
  /**
   * @param uid the user that nobody but the run has; null when it has none of its own
   * @param startedAt when this server started the processes, by `performance.now()`; null when that is longer ago or
   *   unknown: the session id is not trusted once the script is gone, it may be another's by now, so only the mark counts
   */
  constructor(
    private readonly record: SessionRecord,
    private readonly mark: string,
    private readonly uid: number | null,
    private readonly startedAt: number | null,
  ) {
    super();
  }

  get root(): TreeRoot {
    const { supervisorPid, supervisorCpuMs } = this.record;
    // It may hold other runs afterwards.
    return { pid: supervisorPid, usedBeforeMs: supervisorCpuMs, isOfRun: false };
  }

  isSupervised(): boolean {
    const { supervisorPid, supervisorStartTime } = this.record;
    return isSame(supervisorPid, supervisorStartTime);
  }

  terminate(): Promise<void> {
    const { pid } = this.record;
    // The record is written just before the script gets its own group.
    if (this.#isScriptAlive() && !signal(-pid, 'SIGTERM')) signal(pid, 'SIGTERM');
    return Promise.resolve();
  }

  kill(): Promise<void> {
    return this.#killMembers(0);
  }

  sweep(): Promise<void> {
    const isShort = this.startedAt !== null && performance.now() - this.startedAt < SHORT_RUN_MS;
    // The script itself is among them when its supervisor was killed.
    return this.#killMembers(isShort ? this.record.pid - 1 : 0);
  }

  #killMembers(above: number): Promise<void> {
    return killMembers({
      mark: this.mark,
      uid: this.uid,
      session: this.startedAt !== null || this.#isScriptAlive() ? this.record.pid : null,
      except: this.isSupervised() ? this.record.supervisorPid : null,
      above,
    });
  }

  #isScriptAlive(): boolean {
    return isSame(this.record.pid, this.record.startTime);
  }
}

function isSame(pid: number, startTime: string): boolean {
  const found = readProcess(pid);
  return found !== null && !found.isZombie && found.startTime === startTime;
}
