/** Entry of a worker thread that does what would take the event loop too long: see `../log-worker.ts`. */
import { parentPort } from 'node:worker_threads';
import { exportLines } from './export-lines.mjs';
import { LineIndexes } from './line-indexes.mjs';
import { LogFiles } from './log-files.mjs';
import { LogPlace } from './log-place.mjs';
import { findTail, readLines } from './read-lines.mjs';
import { searchLog } from './search-log.mjs';

/** @typedef {import('../log-worker-protocol.js').LogWorkerOperations} Operations */

const indexes = new LineIndexes();
/** Exports that are being read. @type {Map<number, Generator<Uint8Array, void>>} */
const exports = new Map();
let lastExport = 0;

/** @type {{ [Name in keyof Operations]: (input: Parameters<Operations[Name]>[0]) => unknown }} */
const operations = {
  lines: (request) => indexes.use(request, (index, files) => readLines(index, files, request)),
  index: (log) => indexes.use(log, (index) => ({ rows: index.rows, end: index.end.toRow() })),
  tail: (request) => indexes.use(request, (index, files) => findTail(index, files, request.bytes)),
  openExport: async (request) => {
    const row = await indexes.use(request, ({ end }) => end.toRow());
    const files = new LogFiles(request.control);
    exports.set(++lastExport, exportLines(files, LogPlace.fromRow(row), request));
    return lastExport;
  },
  readExport: (id) => exports.get(id)?.next().value ?? null,
  closeExport: (id) => {
    exports.get(id)?.return();
    exports.delete(id);
  },
  search: searchLog,
};

parentPort?.on(
  'message',
  async (/** @type {import('../log-worker-protocol.js').LogWorkerCall} */ message) => {
    const { call, operation, input } = message;
    try {
      // @ts-expect-error each operation takes the input that is sent with its name
      const output = await operations[operation](input);
      const isBytes = output instanceof Uint8Array && output.buffer instanceof ArrayBuffer;
      parentPort?.postMessage({ call, output }, isBytes ? [output.buffer] : []);
    } catch (error) {
      const { name, message: text } = /** @type {Error} */ (error);
      parentPort?.postMessage({ call, failure: { name, message: text } });
    }
  },
);
