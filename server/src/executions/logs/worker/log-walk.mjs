import { BlockReader, STREAMS } from './log-files.mjs';
import { countNewlines } from './newlines.mjs';
import { TimelineReader } from './timeline-reader.mjs';

const NEWLINE = 0x0a;

/**
 * A piece of one stream, as it comes next in the order of printing.
 * @typedef {object} LogPiece
 * @property {number} stream
 * @property {number} start first byte in the stream
 * @property {Buffer} bytes valid until the next step
 * @property {number} atMs when it was seen, in milliseconds since the epoch
 * @property {number} linesBefore lines of both streams that began before it
 * @property {number} streamLinesBefore
 * @property {boolean} isOpen whether it goes on with a line that began before it
 */

/**
 * Walks through a log in the order in which it was printed, as its timeline tells; then through what the timeline does
 * not cover, stdout first, when the log is complete.
 */
export class LogWalk {
  /** Whether the timeline told of a stream that had become shorter: its script has cut it. */
  hasShrunk = false;
  #timeline;
  #readers;
  #isEntryOpen = false;

  /**
   * @param {import('./log-files.mjs').LogFiles} files
   * @param {import('./log-place.mjs').LogPlace} place where to start; moves along
   * @param {boolean} isComplete
   */
  constructor(files, place, isComplete) {
    this.files = files;
    this.place = place;
    this.isComplete = isComplete;
    this.#timeline = new TimelineReader(files.timeline, place.timeline);
    this.#readers = files.streams.map((file) => new BlockReader(file));
  }

  /** @returns {LogPiece | null} null at the end */
  next() {
    while (this.#isEntryOpen || this.#timeline.next()) {
      this.#isEntryOpen = true;
      const { stream, end, atMs, offset } = this.#timeline;
      this.place.timeline = offset;
      if (end < this.place.end(stream)) this.hasShrunk = true;
      const piece = this.#take(stream, end, atMs);
      if (piece) return piece;
      this.#isEntryOpen = false;
    }
    this.place.timeline = this.#timeline.offset;
    if (!this.isComplete) return null;
    for (const stream of STREAMS.keys()) {
      const { size, modifiedAtMs } = this.files.stream(stream);
      const piece = this.#take(stream, size, modifiedAtMs);
      if (piece) return piece;
    }
    return null;
  }

  /** @param {number} stream @param {number} end @param {number} atMs @returns {LogPiece | null} */
  #take(stream, end, atMs) {
    const { place } = this;
    const start = place.end(stream);
    const reader = this.#readers[stream];
    const limit = Math.min(end, this.files.stream(stream).size);
    if (!reader || limit <= start) return null;
    const { from, to } = reader.locate(start, limit);
    if (from === to) return null;
    const bytes = reader.block.bytes.subarray(from, to);
    const isOpen = place.isOpen[stream] ?? false;
    const piece = { stream, start, bytes, atMs, isOpen };
    const counts = {
      linesBefore: place.lines,
      streamLinesBefore: place.streamLines[stream] ?? 0,
    };
    const endsLine = bytes[bytes.length - 1] === NEWLINE;
    const begun = countNewlines(reader.block, from, to) + (isOpen ? 0 : 1) - (endsLine ? 1 : 0);
    place.ends[stream] = start + bytes.length;
    place.lines += begun;
    place.streamLines[stream] = counts.streamLinesBefore + begun;
    place.isOpen[stream] = !endsLine;
    return { ...piece, ...counts };
  }
}

/**
 * Where lines begin in a piece, in bytes of the piece.
 * @param {LogPiece} piece
 * @returns {Generator<number>}
 */
export function* lineStarts({ bytes, isOpen }) {
  let start = isOpen ? bytes.indexOf(NEWLINE) + 1 : 0;
  if (isOpen && start === 0) return;
  for (; start < bytes.length; start = bytes.indexOf(NEWLINE, start) + 1) {
    yield start;
    if (bytes.indexOf(NEWLINE, start) < 0) return;
  }
}
