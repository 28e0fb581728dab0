import { BlockReader } from './log-files.mjs';

const [NEWLINE, SPACE, ZERO, NINE, LETTER_O, LETTER_E] = [...Buffer.from('\n 09oe')];

/**
 * Reads a timeline entry by entry (`<ms> <o|e> <end>`, see `runner/timeline.ts`): a million in 0.1 s, since no strings
 * are made. A last line that is still being written is left out, as is what is no entry.
 */
export class TimelineReader {
  /** Of the entry that was read: when, in milliseconds since the epoch. */
  atMs = 0;
  stream = 0;
  /** Bytes of the stream that were there then. */
  end = 0;
  #next;
  #reader;
  #size;

  /**
   * @param {import('./log-files.mjs').SizedFile} file
   * @param {number} offset start of an entry
   */
  constructor(file, offset) {
    this.#reader = new BlockReader(file);
    this.#size = file.size;
    this.#next = offset;
    /** First byte of the entry that was read; behind the last one at the end. */
    this.offset = offset;
  }

  /** @returns {boolean} false at the end */
  next() {
    for (;;) {
      this.offset = this.#next;
      const { from, to } = this.#reader.locate(this.#next, this.#size);
      const { bytes } = this.#reader.block;
      const lineEnd = bytes.indexOf(NEWLINE ?? 0, from);
      if (lineEnd >= 0 && lineEnd < to) {
        this.#next += lineEnd + 1 - from;
        if (this.#parse(bytes, from, lineEnd)) return true;
      } else if (from === 0 || from === to) return false;
      // an entry that reaches beyond the block
      else this.#reader.forget();
    }
  }

  /** @param {Buffer} bytes @param {number} from @param {number} lineEnd @returns {boolean} */
  #parse(bytes, from, lineEnd) {
    const letter = bytes.indexOf(SPACE ?? 0, from) + 1;
    if (letter <= from || letter + 2 >= lineEnd || bytes[letter + 1] !== SPACE) return false;
    if (bytes[letter] !== LETTER_O && bytes[letter] !== LETTER_E) return false;
    const atMs = parseNumber(bytes, from, letter - 1);
    const end = parseNumber(bytes, letter + 2, lineEnd);
    if (Number.isNaN(atMs) || Number.isNaN(end)) return false;
    this.atMs = atMs;
    this.end = end;
    this.stream = bytes[letter] === LETTER_O ? 0 : 1;
    return true;
  }
}

/** @param {Buffer} bytes @param {number} from @param {number} to @returns {number} NaN for what is no number */
function parseNumber(bytes, from, to) {
  let value = from < to ? 0 : NaN;
  for (let place = from; place < to; place++) {
    const byte = bytes[place] ?? 0;
    if (byte < (ZERO ?? 0) || byte > (NINE ?? 0)) return NaN;
    value = value * 10 + byte - (ZERO ?? 0);
  }
  return value;
}
