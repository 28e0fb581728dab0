import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex } from './line-index.mjs';
import { LogPlace, ROW_LENGTH } from './log-place.mjs';

/** Raised whenever rows come to mean something else: older files are then made anew. */
const VERSION = 1;
const DIGEST_BYTES = 32;
/** The index of a smaller log is made in a few milliseconds. */
const WORTHWHILE_BYTES = 16 * 1024 * 1024;

/** @param {string} control */
const fileIn = (control) => join(control, 'lines.index');

/**
 * Keeps the index of a log that has ended beside it: a SHA-256 over the rest, then as little-endian doubles the version, the place where the
 * log ends and the rows.
 * @param {string} control
 * @param {LineIndex} index
 */
export function saveIndex(control, index) {
  if (!index.isComplete || index.end.bytes < WORTHWHILE_BYTES) return;
  const numbers = Float64Array.of(VERSION, ...index.end.toRow(), ...index.rows);
  const content = Buffer.from(numbers.buffer);
  const temporary = `${fileIn(control)}.new`;
  try {
    writeFileSync(temporary, [digest(content), content].reduce(concat), { mode: 0o600 });
    renameSync(temporary, fileIn(control));
  } catch {
    // The disk is full, or the run was deleted meanwhile: the index only saves time.
  }
}

/**
 * @param {string} control
 * @param {import('./log-files.mjs').LogFiles} files
 * @returns {LineIndex | null} null when there is none, it is torn, or the log has another length
 */
export function loadIndex(control, files) {
  const file = readIfExists(fileIn(control));
  if (!file || (file.length - DIGEST_BYTES) % Float64Array.BYTES_PER_ELEMENT !== 0) return null;
  const content = file.subarray(DIGEST_BYTES);
  if (!digest(content).equals(file.subarray(0, DIGEST_BYTES))) return null;
  // a copy, since a view of doubles must begin at a multiple of their length
  const numbers = new Float64Array(new Uint8Array(content).buffer);
  const [version] = numbers;
  if (version !== VERSION) return null;
  const end = LogPlace.fromRow(numbers.subarray(1, 1 + ROW_LENGTH));
  const index = LineIndex.ofComplete(files.identity, numbers.slice(1 + ROW_LENGTH), end);
  return index.covers(files) ? index : null;
}

/** @param {Buffer} content */
const digest = (content) => createHash('sha256').update(content).digest();

/** @param {Buffer} start @param {Buffer} rest */
const concat = (start, rest) => Buffer.concat([start, rest]);

/** @param {string} path */
function readIfExists(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    // ENOENT: most logs have none
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}
