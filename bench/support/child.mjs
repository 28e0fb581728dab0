import { once } from 'node:events';
import { removeLater } from './cleanup.mjs';

/** Longest wait for a process to obey SIGTERM, in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Makes sure that a child process ends with the benchmarks.
 * @param {import('node:child_process').ChildProcess} child
 * @param {(signal: NodeJS.Signals) => void} [kill] how to signal it. Default: only itself
 * @returns {() => Promise<void>} ends it: SIGTERM, SIGKILL when that does not help
 */
export function endWithUs(child, kill = (signal) => child.kill(signal)) {
  return removeLater(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    const timer = setTimeout(() => kill('SIGKILL'), PATIENCE_MS);
    kill('SIGTERM');
    await exit;
    clearTimeout(timer);
  });
}
