import { StringDecoder } from 'node:string_decoder';
import { BlockReader, STREAMS } from './log-files.mjs';
import { lineStarts, LogWalk } from './log-walk.mjs';

/** What is answered of one line, and of all lines together, in bytes. */
const LINE_BYTES = 16 * 1024;
const ANSWER_BYTES = 4 * 1024 * 1024;

/** @typedef {import('../log-worker-protocol.js').LogView} LogView */
/** @typedef {{ number: number, stream: number, offset: number, atMs: number }} LineStart */

/**
 * Where lines begin, in order.
 * @param {LogWalk} walk
 * @param {LogView} view
 * @returns {Generator<LineStart>}
 */
export function* linesOf(walk, view) {
  for (let piece = walk.next(); piece; piece = walk.next()) {
    const { stream, start, atMs, linesBefore, streamLinesBefore } = piece;
    if (view !== 'merged' && STREAMS[stream] !== view) continue;
    let number = view === 'merged' ? linesBefore : streamLinesBefore;
    for (const place of lineStarts(piece))
      yield { number: ++number, stream, offset: start + place, atMs };
  }
}

/**
 * @param {import('./line-index.mjs').LineIndex} index
 * @param {import('./log-files.mjs').LogFiles} files
 * @param {import('../log-worker-protocol.js').LinesRequest} request
 * @returns {import('../log-worker-protocol.js').LinesResult}
 */
export function readLines(index, files, { view, line, limit }) {
  const total = index.total(view);
  const first = line < 0 ? Math.max(1, total + 1 + line) : line;
  const last = Math.min(total, first + limit - 1);
  const readers = files.streams.map((file) => new BlockReader(file));
  const lines = [];
  let bytesLeft = ANSWER_BYTES;
  if (first <= last) {
    const walk = new LogWalk(files, index.before(view, first), index.isComplete);
    for (const start of linesOf(walk, view)) {
      if (start.number < first) continue;
      const read = readLine(start, readers[start.stream], index.end.end(start.stream));
      lines.push(read);
      bytesLeft -= Math.min(LINE_BYTES, read.bytes);
      if (start.number === last || bytesLeft <= 0) break;
    }
  }
  return { lines, total };
}

/**
 * @param {LineStart} start
 * @param {BlockReader | undefined} reader
 * @param {number} end of what is known of the stream
 * @returns {import('../log-worker-protocol.js').ReadLine}
 */
function readLine({ number, stream, offset, atMs }, reader, end) {
  const lineEnd = reader?.lineEnd(offset, end) ?? end;
  const shown = Buffer.alloc(Math.min(lineEnd - offset, LINE_BYTES));
  reader?.file.read(shown, offset);
  const isWhole = lineEnd - offset === shown.length;
  // a line that is cut ends between two characters
  const text = isWhole ? shown.toString('utf8') : new StringDecoder('utf8').write(shown);
  const hasReturn = isWhole && lineEnd < end && text.endsWith('\r');
  return {
    ...{ number, stream: STREAMS[stream] ?? 'stdout', atMs, offset },
    bytes: lineEnd - offset - (hasReturn ? 1 : 0),
    text: hasReturn ? text.slice(0, -1) : text,
  };
}

/**
 * Where about the last `bytes` of a log begin.
 * @param {import('./line-index.mjs').LineIndex} index
 * @param {import('./log-files.mjs').LogFiles} files
 * @param {number} bytes
 * @returns {import('../log-worker-protocol.js').LogTail | null} null when the log is not longer
 */
export function findTail(index, files, bytes) {
  if (index.end.bytes <= bytes) return null;
  const place = index.atByte(index.end.bytes - bytes);
  const [stdout = 0, stderr = 0] = files.streams.map((file, stream) => {
    const end = index.end.end(stream);
    if (!place.isOpen[stream]) return place.end(stream);
    return Math.min(end, new BlockReader(file).lineEnd(place.end(stream), end) + 1);
  });
  return { line: place.lines + 1, stdout, stderr };
}
