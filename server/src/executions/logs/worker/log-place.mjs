/** @typedef {import('../log-worker-protocol.js').LogView} LogView */

/** Numbers in the row that stands for a place. */
export const ROW_LENGTH = 8;

/** Which number of a row counts the lines of a view. @type {Record<LogView, number>} */
export const LINES_FIELD = { merged: 3, stdout: 4, stderr: 5 };

/**
 * A place in a log: how far each file is read, and how many lines began before. A line belongs where its first byte
 * was seen, also when the other stream writes before it ends.
 */
export class LogPlace {
  /** First byte of the timeline's entry that holds what comes next. */
  timeline = 0;
  /** By stream: bytes that lie before. */
  ends = [0, 0];
  /** Lines of both streams that began before. */
  lines = 0;
  /** By stream. */
  streamLines = [0, 0];
  /** By stream: whether its last line has no line break yet. */
  isOpen = [false, false];

  /** @param {Float64Array} row */
  static fromRow(row) {
    const place = new LogPlace();
    const [timeline, stdout, stderr, lines, stdoutLines, stderrLines, stdoutOpen, stderrOpen] = row;
    place.timeline = timeline ?? 0;
    place.ends = [stdout ?? 0, stderr ?? 0];
    place.lines = lines ?? 0;
    place.streamLines = [stdoutLines ?? 0, stderrLines ?? 0];
    place.isOpen = [stdoutOpen === 1, stderrOpen === 1];
    return place;
  }

  toRow() {
    const { timeline, ends, lines, streamLines, isOpen } = this;
    return Float64Array.of(timeline, ...ends, lines, ...streamLines, ...isOpen.map(Number));
  }

  /** Bytes of both streams that lie before. */
  get bytes() {
    return this.end(0) + this.end(1);
  }

  /** @param {number} stream @returns {number} */
  end(stream) {
    return this.ends[stream] ?? 0;
  }
}
