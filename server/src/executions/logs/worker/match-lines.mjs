/** What is told of one line: ranges, and characters around the first of them. */
const MOST_RANGES = 20;
const EXCERPT_LENGTH = 1_000;
/** Characters of the excerpt that lie before the first range of a long line. */
const LEAD_LENGTH = 200;

/**
 * A line that matches.
 * @typedef {object} Match
 * @property {number} ordinal counts the lines of the text from 0
 * @property {string} line
 */

/**
 * Finds lines. A literal is looked for in many lines in one go; another pattern may match a line break, so each line is
 * looked at alone.
 */
export class LineMatcher {
  #pattern;
  #isLiteral;

  /** @param {import('../log-worker-protocol.js').SearchRequest} request @throws {SyntaxError} for what is no pattern */
  constructor({ pattern, isLiteral, isCaseSensitive }) {
    this.#pattern = expression(pattern, isCaseSensitive ? 'g' : 'gi', isLiteral);
    this.#isLiteral = isLiteral;
  }

  /**
   * @param {string} text lines, without the break of the last one
   * @returns {Generator<Match>}
   */
  matches(text) {
    return this.#isLiteral ? this.#literalMatches(text) : this.#lineMatches(text);
  }

  /**
   * Where a line matches, and a part of it to show.
   * @param {string} line
   * @returns {Pick<import('../log-worker-protocol.js').SearchHit, 'columns' | 'text' | 'textStart'>}
   */
  describe(line) {
    /** @type {[number, number][]} */
    const columns = [];
    for (const match of line.matchAll(this.#pattern)) {
      columns.push([match.index, match.index + match[0].length]);
      if (columns.length === MOST_RANGES) break;
    }
    const [first = 0] = columns[0] ?? [];
    const latest = Math.max(0, line.length - EXCERPT_LENGTH);
    const textStart = first < EXCERPT_LENGTH / 2 ? 0 : Math.min(latest, first - LEAD_LENGTH);
    return { columns, text: line.slice(textStart, textStart + EXCERPT_LENGTH), textStart };
  }

  /** @param {string} text @returns {Generator<Match>} */
  *#literalMatches(text) {
    const pattern = this.#pattern;
    pattern.lastIndex = 0;
    let ordinal = 0;
    let start = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      for (let next = breakAfter(text, start); next < match.index; next = breakAfter(text, start)) {
        start = next + 1;
        ordinal++;
      }
      const end = breakAfter(text, match.index);
      yield { ordinal, line: text.slice(start, end) };
      // whoever takes the line may have used the pattern
      pattern.lastIndex = end;
    }
  }

  /** @param {string} text @returns {Generator<Match>} */
  *#lineMatches(text) {
    const pattern = this.#pattern;
    let ordinal = 0;
    for (let start = 0; start <= text.length; ordinal++) {
      const end = breakAfter(text, start);
      const line = text.slice(start, end);
      pattern.lastIndex = 0;
      if (pattern.test(line)) yield { ordinal, line };
      start = end + 1;
    }
  }
}

/**
 * An expression that knows Unicode, unless only the older syntax takes it (`\\-` outside of a class). A literal is escaped
 * for that one.
 * @param {string} pattern @param {string} flags @param {boolean} isLiteral
 */
function expression(pattern, flags, isLiteral) {
  if (isLiteral) return new RegExp(pattern, flags);
  try {
    return new RegExp(pattern, `${flags}u`);
  } catch {
    // SyntaxError: there is no other way to know
    return new RegExp(pattern, flags);
  }
}

/** @param {string} text @param {number} from */
function breakAfter(text, from) {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}
