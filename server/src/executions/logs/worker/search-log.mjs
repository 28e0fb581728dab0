import { LogFiles, STREAMS } from './log-files.mjs';
import { LINES_FIELD, LogPlace, ROW_LENGTH } from './log-place.mjs';
import { LogWalk } from './log-walk.mjs';
import { LineMatcher } from './match-lines.mjs';
import { linesOf } from './read-lines.mjs';
import { visibleText } from './visible-text.mjs';

const NEWLINE = 0x0a;
/** A line is searched up to here, in bytes. */
const MOST_LINE_BYTES = 16 * 1024 * 1024;
/**
 * Lines are decoded in pieces of this many bytes: V8 moves strings of more than 128 KiB to pages of their own, which
 * made a search five times slower.
 */
const PIECE_BYTES = 56 * 1024;

/** @typedef {import('../log-worker-protocol.js').SearchRequest} SearchRequest */
/** @typedef {import('../log-worker-protocol.js').SearchHit} SearchHit */

/**
 * Searches a log from a line on, one stretch between two remembered places after the other.
 * @param {SearchRequest} request
 * @returns {import('../log-worker-protocol.js').SearchResult}
 */
export function searchLog(request) {
  const files = new LogFiles(request.control);
  try {
    return new LogSearch(files, request).run();
  } finally {
    files.close();
  }
}

class LogSearch {
  #files;
  #request;
  #matcher;
  #end;
  /** Streams that are searched. */
  #streams;
  #buffer = Buffer.allocUnsafe(1024 * 1024);
  /** @type {SearchHit[]} */
  #hits = [];
  #found = 0;
  /** @type {number | null} */
  #nextLine = null;

  /** @param {LogFiles} files @param {SearchRequest} request */
  constructor(files, request) {
    this.#files = files;
    this.#request = request;
    this.#matcher = new LineMatcher(request);
    this.#end = LogPlace.fromRow(request.index.end);
    this.#streams = [...STREAMS.keys()].filter(
      (stream) => request.searched === 'merged' || STREAMS[stream] === request.searched,
    );
  }

  /** @returns {import('../log-worker-protocol.js').SearchResult} */
  run() {
    const { fromLine, isCounting, withinMs } = this.#request;
    const deadline = performance.now() + withinMs;
    const first = this.#firstRow(fromLine);
    const rows = this.#request.index.rows.length / ROW_LENGTH;
    let isThorough = true;
    for (let row = first; row < rows; row++) {
      if (this.#nextLine !== null && !isCounting) break;
      if (row > first && performance.now() > deadline) {
        isThorough = false;
        this.#nextLine ??= this.#linesBefore(row) + 1;
        break;
      }
      // lines before the first one wanted must not count: their numbers are needed
      if (this.#nextLine === null || row === first) this.#collect(row);
      else this.#count(row);
    }
    return { hits: this.#hits, found: this.#found, nextLine: this.#nextLine, isThorough };
  }

  /** @param {number} row */
  #count(row) {
    for (const stream of this.#streams)
      for (const piece of pieces(this.#linesOf(row, stream)))
        for (const _match of this.#matcher.matches(visibleText(piece))) this.#found++;
  }

  /** @param {number} row */
  #collect(row) {
    const matches = this.#streams.map((stream) => this.#matchesOf(row, stream));
    if (matches.every(({ length }) => length === 0)) return;
    const { fromLine, limit } = this.#request;
    for (const { number, stream, atMs, line } of this.#number(row, matches)) {
      if (number < fromLine) continue;
      this.#found++;
      if (this.#hits.length === limit) this.#nextLine ??= number;
      else {
        const name = STREAMS[stream] ?? 'stdout';
        this.#hits.push({ number, stream: name, atMs, ...this.#matcher.describe(line) });
      }
    }
  }

  /**
   * @param {number} row
   * @param {number} stream
   * @returns {import('./match-lines.mjs').Match[]} their ordinals count the lines that begin in the stretch
   */
  #matchesOf(row, stream) {
    const found = [];
    let ordinal = 0;
    let counted = 0;
    const lines = this.#linesOf(row, stream);
    for (const piece of pieces(lines)) {
      const matches = [...this.#matcher.matches(visibleText(piece))];
      if (matches.length === 0) continue;
      const start = piece.byteOffset - lines.byteOffset;
      for (; counted < start; ordinal++) counted = lines.indexOf(NEWLINE, counted) + 1;
      for (const match of matches)
        found.push({ line: match.line, ordinal: ordinal + match.ordinal });
    }
    return found;
  }

  /**
   * Finds out which lines of the log the matches of a stretch are, in the log's order.
   * @param {number} row
   * @param {import('./match-lines.mjs').Match[][]} matches by stream searched
   */
  *#number(row, matches) {
    const seen = this.#streams.map(() => ({ lines: 0, matches: 0 }));
    let left = matches.reduce((sum, { length }) => sum + length, 0);
    const walk = new LogWalk(this.#files, this.#place(row), true);
    for (const { number, stream, atMs } of linesOf(walk, this.#request.view)) {
      const which = this.#streams.indexOf(stream);
      const progress = seen[which];
      const match = matches[which]?.[progress?.matches ?? 0];
      if (!progress || match?.ordinal !== progress.lines++) continue;
      progress.matches++;
      yield { number, stream, atMs, line: match.line };
      if (--left === 0) return;
    }
  }

  /**
   * The lines of a stream that begin in a stretch.
   * @param {number} row
   * @param {number} stream
   * @returns {Buffer} valid until the next call; empty when none do
   */
  #linesOf(row, stream) {
    const place = this.#place(row);
    const [begin, end] = [place.end(stream), this.#place(row + 1).end(stream)];
    const bytes = this.#read(stream, begin, end);
    const first = place.isOpen[stream] ? bytes.indexOf(NEWLINE) + 1 : 0;
    if (bytes.length === first || (place.isOpen[stream] && first === 0)) return Buffer.alloc(0);
    if (bytes[bytes.length - 1] === NEWLINE) return bytes.subarray(first);
    return this.#withRestOfLine(stream, begin, begin + first, end);
  }

  /**
   * @param {number} stream
   * @param {number} begin what is in the buffer begins here
   * @param {number} from
   * @param {number} end
   */
  #withRestOfLine(stream, begin, from, end) {
    const limit = Math.min(this.#end.end(stream), from + MOST_LINE_BYTES);
    let searched = end;
    for (let length = 16 * 1024; searched < limit; length *= 4) {
      const to = Math.min(limit, searched + length);
      const bytes = this.#read(stream, begin, to);
      const lineBreak = bytes.indexOf(NEWLINE, searched - begin);
      if (lineBreak >= 0) return bytes.subarray(from - begin, lineBreak);
      searched = to;
    }
    return this.#read(stream, from, searched);
  }

  /**
   * @param {number} stream
   * @param {number} begin
   * @param {number} end
   * @returns {Buffer} valid until the next call
   */
  #read(stream, begin, end) {
    if (this.#buffer.length < end - begin) this.#buffer = Buffer.allocUnsafe((end - begin) * 2);
    const bytes = this.#buffer.subarray(0, end - begin);
    return bytes.subarray(0, this.#files.stream(stream).read(bytes, begin));
  }

  /** @param {number} line */
  #firstRow(line) {
    const rows = this.#request.index.rows.length / ROW_LENGTH;
    let [low, high] = [0, rows];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#linesBefore(middle) < line) low = middle;
      else high = middle;
    }
    return low;
  }

  /** @param {number} row @returns {number} */
  #linesBefore(row) {
    const { index, view } = this.#request;
    return index.rows[row * ROW_LENGTH + LINES_FIELD[view]] ?? 0;
  }

  /** @param {number} row @returns {LogPlace} the end behind the last one */
  #place(row) {
    const { rows } = this.#request.index;
    if ((row + 1) * ROW_LENGTH > rows.length) return this.#end;
    return LogPlace.fromRow(rows.subarray(row * ROW_LENGTH, (row + 1) * ROW_LENGTH));
  }
}

/**
 * Cuts lines into pieces that are not long, unless a line is.
 * @param {Buffer} lines
 * @returns {Generator<Buffer>} whole lines, without the break of the last one
 */
function* pieces(lines) {
  for (let start = 0; start < lines.length;) {
    let end = lines.length;
    if (end - start > PIECE_BYTES) {
      end = lines.lastIndexOf(NEWLINE, start + PIECE_BYTES);
      if (end < start) end = lines.indexOf(NEWLINE, start);
      if (end < 0) end = lines.length;
    } else if (lines[end - 1] === NEWLINE) end--;
    yield lines.subarray(start, end);
    start = end + 1;
  }
}
