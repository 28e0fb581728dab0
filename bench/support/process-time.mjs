import { readFileSync } from 'node:fs';

/** USER_HZ of every architecture that Node.js runs on (proc_pid_stat(5)). */
const TICKS_PER_SECOND = 100;

/**
 * Processor time of a process with all of its threads, in seconds.
 * @param {number} pid
 */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
