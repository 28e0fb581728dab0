import { LINES_FIELD, LogPlace, ROW_LENGTH } from './log-place.mjs';
import { LogWalk } from './log-walk.mjs';

/** @typedef {import('../log-worker-protocol.js').LogView} LogView */

/** A place is remembered after this much of the log, or of the timeline when its entries are small. */
const SPACING_BYTES = 256 * 1024;
const SPACING_TIMELINE_BYTES = 64 * 1024;
/** Longest stretch of work between two looks at what else is wanted, in milliseconds. */
const TURN_MS = 15;
/** Pieces between two looks at the clock. */
const PIECES = 64;
/** Rows that are made room for at first. */
const FIRST_ROWS = 64;

/**
 * Remembered places of a log, a few hundred kilobytes apart: whoever wants a line starts at the one before it. Grows
 * with its log; 1 GiB takes 260 KB.
 */
export class LineIndex {
  /** One place after the other; the first is the start of the log. @type {Float64Array} */
  #rows = new Float64Array(FIRST_ROWS * ROW_LENGTH);
  #count = 1;

  /** @param {string} identity of the log files */
  constructor(identity) {
    this.identity = identity;
    /** Up to where the log is known. */
    this.end = new LogPlace();
    /** Whether it ends where the log of a run that is over ends. */
    this.isComplete = false;
  }

  /**
   * @param {string} identity
   * @param {Float64Array} rows
   * @param {LogPlace} end
   */
  static ofComplete(identity, rows, end) {
    const index = new LineIndex(identity);
    index.#rows = rows;
    index.#count = rows.length / ROW_LENGTH;
    index.end = end;
    index.isComplete = true;
    return index;
  }

  get byteLength() {
    return this.#rows.byteLength;
  }

  get rows() {
    return this.#rows.slice(0, this.#count * ROW_LENGTH);
  }

  /** @param {LogView} view @returns {number} lines that are known */
  total(view) {
    return this.end.toRow()[LINES_FIELD[view]] ?? 0;
  }

  /**
   * Whether the files can be what was read, and more.
   * @param {import('./log-files.mjs').LogFiles} files
   */
  fits(files) {
    const { identity, end } = this;
    const isLonger = files.streams.every(({ size }, stream) => size >= end.end(stream));
    return identity === files.identity && isLonger && files.timeline.size >= end.timeline;
  }

  /**
   * Whether the files have nothing that is not read.
   * @param {import('./log-files.mjs').LogFiles} files
   */
  covers(files) {
    const { end } = this;
    const isRead = files.streams.every(({ size }, stream) => size === end.end(stream));
    return isRead && files.timeline.size === end.timeline;
  }

  /**
   * Reads what is new. Others get their turn meanwhile.
   * @param {import('./log-files.mjs').LogFiles} files
   * @param {boolean} isComplete
   * @returns {Promise<boolean>} false when what was read before has been changed: then the index is void
   */
  async extend(files, isComplete) {
    const isNew = this.end.timeline === 0 && this.end.bytes === 0;
    const walk = new LogWalk(files, this.end, isComplete);
    let turnEnd = performance.now() + TURN_MS;
    for (let pieces = 1; walk.next(); pieces++) {
      if (walk.hasShrunk && !isNew) return false;
      this.#rememberPlace();
      if (pieces % PIECES !== 0 || performance.now() < turnEnd) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turnEnd = performance.now() + TURN_MS;
    }
    this.isComplete = isComplete;
    return isNew || !walk.hasShrunk;
  }

  /**
   * The last remembered place before a line begins.
   * @param {LogView} view
   * @param {number} line
   */
  before(view, line) {
    return this.#placeAt(this.#lastWhere((row) => this.#field(row, LINES_FIELD[view]) < line));
  }

  /** The last remembered place with at most so many bytes before it. @param {number} bytes */
  atByte(bytes) {
    return this.#placeAt(
      this.#lastWhere((row) => this.#field(row, 1) + this.#field(row, 2) <= bytes),
    );
  }

  /** @param {(row: number) => boolean} isBefore true up to some row, then false */
  #lastWhere(isBefore) {
    let [low, high] = [0, this.#count];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (isBefore(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  /** @param {number} row @param {number} field @returns {number} */
  #field(row, field) {
    return this.#rows[row * ROW_LENGTH + field] ?? 0;
  }

  /** @param {number} row */
  #placeAt(row) {
    return LogPlace.fromRow(this.#rows.subarray(row * ROW_LENGTH, (row + 1) * ROW_LENGTH));
  }

  #rememberPlace() {
    const last = this.#count - 1;
    const bytes = this.end.bytes - this.#field(last, 1) - this.#field(last, 2);
    const timelineBytes = this.end.timeline - this.#field(last, 0);
    if (bytes < SPACING_BYTES && timelineBytes < SPACING_TIMELINE_BYTES) return;
    if (this.#count * ROW_LENGTH === this.#rows.length) {
      const larger = new Float64Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows.set(this.end.toRow(), this.#count * ROW_LENGTH);
    this.#count++;
  }
}
