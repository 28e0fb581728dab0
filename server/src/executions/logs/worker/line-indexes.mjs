import { loadIndex, saveIndex } from './index-file.mjs';
import { LineIndex } from './line-index.mjs';
import { LogFiles } from './log-files.mjs';

/** Memory that all indexes together may take, and their number. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_INDEXES = 200;

/** The indexes that were used last, by control folder. */
export class LineIndexes {
  /** In order of their last use. @type {Map<string, LineIndex>} */
  #indexes = new Map();
  /** Work on a log, one after the other. @type {Map<string, Promise<unknown>>} */
  #work = new Map();

  /**
   * Lends the files of a log and the index that tells of all that is in them now.
   * @template Result
   * @param {import('../log-worker-protocol.js').LogReference} log
   * @param {(index: LineIndex, files: LogFiles) => Result} use may not keep them
   * @returns {Promise<Result>}
   */
  async use({ control, isComplete }, use) {
    const before = this.#work.get(control) ?? Promise.resolve();
    const work = before.then(async () => {
      const files = new LogFiles(control);
      try {
        return use(await this.#upToDate(control, files, isComplete), files);
      } finally {
        files.close();
      }
    });
    const settled = work.catch(() => undefined);
    this.#work.set(control, settled);
    void settled.then(() => {
      if (this.#work.get(control) === settled) this.#work.delete(control);
    });
    return work;
  }

  /** @param {string} control @param {LogFiles} files @param {boolean} isComplete @returns {Promise<LineIndex>} */
  async #upToDate(control, files, isComplete) {
    let index = this.#indexes.get(control) ?? (isComplete ? loadIndex(control, files) : null);
    if (!index?.fits(files)) index = new LineIndex(files.identity);
    const isKnown = index.isComplete && index.covers(files);
    if (!isKnown && !(await index.extend(files, isComplete))) {
      index = new LineIndex(files.identity);
      await index.extend(files, isComplete);
    }
    if (!isKnown) saveIndex(control, index);
    this.#remember(control, index);
    return index;
  }

  /** @param {string} control @param {LineIndex} index */
  #remember(control, index) {
    this.#indexes.delete(control);
    this.#indexes.set(control, index);
    let bytes = [...this.#indexes.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    for (const [oldest, { byteLength }] of this.#indexes) {
      const isFull = bytes > MOST_BYTES || this.#indexes.size > MOST_INDEXES;
      if (!isFull || oldest === control) break;
      this.#indexes.delete(oldest);
      bytes -= byteLength;
    }
  }
}
