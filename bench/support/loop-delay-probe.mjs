/**
 * Preloaded into a measured server (`--import`): keeps the longest delay of its event loop, in milliseconds, in the file that
 * LOOP_DELAY_FILE names. SIGCONT begins anew.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 5;
const WRITE_INTERVAL_MS = 100;

const { LOOP_DELAY_FILE } = process.env;
// worker threads take over the flags of their process
if (isMainThread && LOOP_DELAY_FILE) {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  // the server takes SIGUSR2 as the wish to stop
  process.on('SIGCONT', () => histogram.reset());
  const write = () => {
    // the monitor counts its own interval as delay
    const delayMs = Math.max(0, histogram.max / 1e6 - RESOLUTION_MS);
    writeFileSync(LOOP_DELAY_FILE, String(delayMs));
  };
  setInterval(write, WRITE_INTERVAL_MS).unref();
}
