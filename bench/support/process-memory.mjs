import { readdirSync, readFileSync } from 'node:fs';

/**
 * @param {string} file of proc(5)
 * @param {string} field whose value is in kB
 * @returns {number} bytes; NaN when the process is gone
 */
function readKilobytes(file, field) {
  try {
    const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'));
    return Number(match?.[1]) * 1024;
  } catch {
    // the process ended, which nothing can prevent
    return NaN;
  }
}

/** @param {number} pid */
export const residentBytes = (pid) => readKilobytes(`/proc/${pid}/status`, 'VmRSS');

/** Memory with shared pages divided among those who share them. @param {number} pid */
export const proportionalBytes = (pid) => readKilobytes(`/proc/${pid}/smaps_rollup`, 'Pss');

/** @param {number} pid */
export function parentOf(pid) {
  try {
    // field 4 of proc_pid_stat(5); the name before it may hold spaces and parentheses
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
    return Number(fields?.[1]);
  } catch {
    // the process ended, which nothing can prevent
    return NaN;
  }
}

/**
 * A process and all its descendants.
 * @param {number} pid
 * @returns {number[]}
 */
export function processTree(pid) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  const tree = [pid];
  for (const member of tree) {
    for (const [child, parent] of parents) if (parent === member) tree.push(child);
  }
  return tree;
}

/** Watches how large a process becomes. */
export class MemoryWatch {
  #peak;
  #timer;

  /**
   * @param {number} pid
   * @param {number} [intervalMs]
   */
  constructor(pid, intervalMs = 20) {
    this.before = residentBytes(pid);
    this.#peak = this.before;
    this.#timer = setInterval(() => {
      this.#peak = Math.max(this.#peak, residentBytes(pid));
    }, intervalMs);
  }

  /** Stops watching. @returns bytes that the process grew by at its largest */
  stop() {
    clearInterval(this.#timer);
    return this.#peak - this.before;
  }
}
