import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Block } from './newlines.mjs';

/** @typedef {import('../../../runner/run.types.js').LogStream} LogStream */

/** The two streams; everywhere in this folder a stream is its place in this list. @type {readonly LogStream[]} */
export const STREAMS = ['stdout', 'stderr'];

/** Most bytes that are read at once. */
export const BLOCK_BYTES = 256 * 1024;

const NEWLINE = 0x0a;

/** A file of a log, as long as it was when it was opened. One that does not exist reads as empty. */
export class SizedFile {
  /** @param {string} path */
  constructor(path) {
    this.descriptor = openIfExists(path);
    const facts = this.descriptor === null ? null : fstatSync(this.descriptor);
    this.size = facts?.size ?? 0;
    /** Tells whether it is the same file as an earlier one at its path. */
    this.identity = facts ? `${facts.dev}:${facts.ino}` : '';
    this.modifiedAtMs = Math.floor(facts?.mtimeMs ?? 0);
  }

  /**
   * Fills as much of `bytes` as there is.
   * @param {Buffer} bytes
   * @param {number} position
   * @returns {number} bytes read
   */
  read(bytes, position) {
    if (this.descriptor === null) return 0;
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read)
      read = readSync(this.descriptor, bytes, length, bytes.length - length, position + length);
    return length;
  }

  close() {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }
}

/** Reads a file forwards in blocks, so that many small parts cost one system call. */
export class BlockReader {
  #start = 0;
  #length = 0;

  /** @param {SizedFile} file */
  constructor(file) {
    this.file = file;
    /** Where what `locate` found lies. */
    this.block = new Block(BLOCK_BYTES);
  }

  /**
   * Gets the bytes from `position` on into the block.
   * @param {number} position
   * @param {number} end one past the last byte that is wanted
   * @returns {{ from: number, to: number }} where in the block; fewer than wanted when they do not fit, none when the
   *   file was cut meanwhile
   */
  locate(position, end) {
    if (position < this.#start || position >= this.#start + this.#length) {
      this.#start = position;
      this.#length = this.file.read(this.block.bytes, position);
    }
    const from = position - this.#start;
    return { from, to: Math.max(from, Math.min(this.#length, end - this.#start)) };
  }

  /** Forgets what was read, so that the next look begins its own block. */
  forget() {
    this.#length = 0;
  }

  /**
   * Where the line ends that `position` is in: the place of its line break, or `end`.
   * @param {number} position
   * @param {number} end
   */
  lineEnd(position, end) {
    for (let place = position; place < end;) {
      const { from, to } = this.locate(place, end);
      if (from === to) break;
      const found = this.block.bytes.indexOf(NEWLINE, from);
      if (found >= 0 && found < to) return place + found - from;
      place += to - from;
    }
    return end;
  }
}

/** The files of one run's log, open. */
export class LogFiles {
  /** @param {string} control */
  constructor(control) {
    // the timeline first: it never tells of bytes that a log opened later does not have
    this.timeline = new SizedFile(join(control, 'timeline'));
    this.streams = STREAMS.map((stream) => new SizedFile(join(control, `${stream}.log`)));
    this.identity = this.streams.map(({ identity }) => identity).join(' ');
  }

  /** @param {number} stream @returns {SizedFile} */
  stream(stream) {
    const file = this.streams[stream];
    if (!file) throw new RangeError(`There is no stream ${stream}.`);
    return file;
  }

  close() {
    for (const file of [this.timeline, ...this.streams]) file.close();
  }
}

/** @param {string} path */
function openIfExists(path) {
  try {
    return openSync(path, 'r');
  } catch (error) {
    // ENOENT: a run that waits has no control folder, and one that is deleted has none any more
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}
