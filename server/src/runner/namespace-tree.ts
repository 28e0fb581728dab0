import { readFileSync } from 'node:fs';
import { type ProcessFacts, readPidNamespace, readProcess } from './process-table.js';
import { KILL_PATIENCE_MS, ProcessTree, signal, type TreeRoot, waitUntil } from './process-tree.js';
import type { NamespaceRecord } from './supervisor-status.js';

/** Name of the process outside of the namespace that records the exit. */
const MONITOR = 'bwrap';

/** How long a namespace that is still being set up may take to start the script. */
const SETUP_PATIENCE_MS = 1000;

/**
 * A run in its own PID namespace: the kernel knows every member and ends all of them with the first one.
 * bubblewrap outside of it records the exit and must not be signalled.
 */
export class NamespaceTree extends ProcessTree {
  constructor(private readonly record: NamespaceRecord) {
    super();
  }

  get root(): TreeRoot {
    return { pid: this.record.initPid, usedBeforeMs: 0, isOfRun: true };
  }

  isSupervised(): boolean {
    const init = this.#init();
    return init !== null && readProcess(init.parent)?.name === MONITOR;
  }

  async terminate(): Promise<void> {
    // Before the first process has a child there is only bubblewrap's own init, which ignores SIGTERM.
    await waitUntil(() => !this.#isAlive() || this.#hasScript(), SETUP_PATIENCE_MS);
    if (this.#isAlive()) signal(-this.record.initPid, 'SIGTERM');
  }

  async kill(): Promise<void> {
    if (!this.#isAlive()) return;
    signal(this.record.initPid, 'SIGKILL');
    await waitUntil(() => !this.#isAlive(), KILL_PATIENCE_MS);
  }

  // bubblewrap's init stays for as long as anything the script started.
  sweep(): Promise<void> {
    return this.kill();
  }

  #isAlive(): boolean {
    return this.#init() !== null;
  }

  /** The first process of the namespace; null when it has ended. */
  #init(): ProcessFacts | null {
    const { initPid, namespace } = this.record;
    const facts = readProcess(initPid);
    // A zombie keeps its namespace until pid 1 of the machine looks after it; all members are gone by then.
    return facts?.isZombie === false && readPidNamespace(initPid) === namespace ? facts : null;
  }

  #hasScript(): boolean {
    const { initPid } = this.record;
    try {
      return readFileSync(`/proc/${initPid}/task/${initPid}/children`, 'latin1') !== '';
    } catch {
      // A kernel without CONFIG_PROC_CHILDREN: take it for started, SIGKILL follows in any case.
      return true;
    }
  }
}
