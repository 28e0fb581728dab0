import { BlockReader, STREAMS } from './log-files.mjs';
import { LogPlace } from './log-place.mjs';
import { LogWalk } from './log-walk.mjs';
import { linesOf } from './read-lines.mjs';

/** About how much is handed out at once. */
const CHUNK_BYTES = 256 * 1024;
const LINE_BREAK = Buffer.from('\n');

/**
 * A log line by line, each with its time and its stream when wanted. Lines come whole, in the order in which they began.
 * @param {import('./log-files.mjs').LogFiles} files closed at the end
 * @param {LogPlace} end up to where
 * @param {import('../log-worker-protocol.js').ExportRequest} request
 * @returns {Generator<Uint8Array, void>}
 */
export function* exportLines(files, end, { view, isComplete, hasTimestamps, hasTags }) {
  const readers = files.streams.map((file) => new BlockReader(file));
  const chunk = new Chunk();
  const prefixOf = prefixes(hasTimestamps, hasTags);
  let isLineOpen = false;
  try {
    for (const { stream, offset, atMs } of linesOf(
      new LogWalk(files, new LogPlace(), isComplete),
      view,
    )) {
      const streamEnd = end.end(stream);
      const reader = readers[stream];
      if (!reader || offset >= streamEnd) continue;
      // the other stream began a line before this one had its line break
      if (isLineOpen) chunk.add(LINE_BREAK);
      chunk.add(prefixOf(atMs, stream));
      const lineEnd = reader.lineEnd(offset, streamEnd);
      isLineOpen = lineEnd === streamEnd;
      const copyEnd = isLineOpen ? lineEnd : lineEnd + 1;
      for (let place = offset; place < copyEnd;) {
        const { from, to } = reader.locate(place, copyEnd);
        if (from === to) break;
        chunk.add(reader.block.bytes.subarray(from, to));
        place += to - from;
        if (chunk.length >= CHUNK_BYTES) yield chunk.take();
      }
    }
    yield chunk.take();
  } finally {
    files.close();
  }
}

/**
 * @param {boolean} hasTimestamps
 * @param {boolean} hasTags
 * @returns {(atMs: number, stream: number) => Buffer}
 */
function prefixes(hasTimestamps, hasTags) {
  let lastMs = NaN;
  /** @type {Buffer[]} */
  let last = [];
  return (atMs, stream) => {
    // many lines come in the same millisecond
    if (atMs !== lastMs) {
      const time = hasTimestamps ? `${new Date(atMs).toISOString()} ` : '';
      last = STREAMS.map((name) => Buffer.from(`${time}${hasTags ? `[${name}] ` : ''}`));
      lastMs = atMs;
    }
    return last[stream] ?? Buffer.alloc(0);
  };
}

/** Collects bytes. */
class Chunk {
  #bytes = Buffer.allocUnsafeSlow(2 * CHUNK_BYTES);
  length = 0;

  /** @param {Uint8Array} bytes at most a block */
  add(bytes) {
    if (this.length + bytes.length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(this.#bytes.length * 2);
      larger.set(this.#bytes.subarray(0, this.length));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** @returns {Uint8Array} what was collected */
  take() {
    const taken = this.#bytes.slice(0, this.length);
    this.length = 0;
    return new Uint8Array(taken);
  }
}
