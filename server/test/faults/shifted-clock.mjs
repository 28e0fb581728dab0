/**
 * Preloaded into a server: its time of day is off by as many milliseconds as the file named by `CLOCK_OFFSET_FILE` says,
 * as after somebody set the clock. Timers and the kernel's clocks go on as they were, as they do then.
 */
import { readFileSync } from 'node:fs';

const RealDate = Date;
const file = process.env.CLOCK_OFFSET_FILE;

function now() {
  return RealDate.now() + Number(readFileSync(file, 'utf8'));
}

globalThis.Date = class Date extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }

  static now() {
    return now();
  }
};
