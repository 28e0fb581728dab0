import { fstatSync, ftruncateSync, readSync, writeSync } from 'node:fs';

/** Bytes of the dropped part that are kept, so that the end of a long log can still be read. */
const KEPT_TAIL_BYTES = 256 * 1024;
/** Looks before a cut, so that a script that writes meanwhile is caught up with, but never waited for. */
const MAX_LOOKS = 5;
/** Bytes beyond the limit that are let be while the script goes on: every cut may miss a few that are just written. */
const SLACK_BYTES = 4 * 1024 * 1024;

/**
 * Keeps the head of one log file: what a script writes beyond the limit is cut off again and again while it goes on
 * (its descriptor appends, so its next write lands at the new end). The last bytes cut are kept in memory.
 */
export class LogCap {
  #tail = Buffer.alloc(0);
  #dropped: number;
  #isFinished = false;

  /**
   * @param descriptor the log file, opened for reading and append
   * @param limitBytes size of the head
   * @param dropped bytes cut off so far, also by an earlier server
   */
  constructor(
    private readonly descriptor: number,
    readonly limitBytes: number,
    dropped: number,
  ) {
    this.#dropped = dropped;
  }

  /** Bytes cut off so far, for certain. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Whether the kept end was appended: the file is then longer than the limit, and complete. */
  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** Cuts once it is worth it. @returns whether it did */
  trim(size: number): boolean {
    return size > this.limitBytes + SLACK_BYTES && this.cut(size);
  }

  /**
   * Cuts what lies beyond the limit. What the script writes in the microseconds between the last look and the cut goes
   * uncounted: the file system offers no way to do both at once.
   * @returns whether there was anything
   */
  cut(size: number): boolean {
    if (size <= this.limitBytes) return false;
    let end = this.limitBytes;
    for (let look = 0; look < MAX_LOOKS && end < size; look++) {
      this.#keep(Math.max(end, size - KEPT_TAIL_BYTES), size);
      end = size;
      size = fstatSync(this.descriptor).size;
    }
    ftruncateSync(this.descriptor, this.limitBytes);
    this.#dropped += end - this.limitBytes;
    return true;
  }

  #keep(start: number, end: number): void {
    const bytes = Buffer.allocUnsafe(end - start);
    const length = readSync(this.descriptor, bytes, 0, bytes.length, start);
    this.#tail = Buffer.concat([this.#tail, bytes.subarray(0, length)]).subarray(-KEPT_TAIL_BYTES);
  }

  /**
   * Appends the kept end after a line that says how much is missing.
   * @returns bytes that are missing for good
   */
  finish(): number {
    this.#isFinished = true;
    if (this.#dropped === 0) return 0;
    const tail = this.#wholeLines();
    const missing = this.#dropped - tail.length;
    if (missing > 0) {
      const limit = Math.round((this.limitBytes / 1024 / 1024) * 100) / 100;
      const marker = `\n… at least ${missing} bytes dropped: the log limit of ${limit} MiB is reached …\n`;
      writeSync(this.descriptor, Buffer.concat([Buffer.from(marker), tail]));
    } else writeSync(this.descriptor, tail);
    return missing;
  }

  /** The kept bytes from their first whole line on, unless nothing was lost before them. */
  #wholeLines(): Buffer {
    if (this.#dropped === this.#tail.length) return this.#tail;
    return this.#tail.subarray(this.#tail.indexOf(0x0a) + 1);
  }
}
