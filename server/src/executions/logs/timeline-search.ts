import type { FileHandle } from 'node:fs/promises';
import type { LogStream } from '../../runner/run.types.js';
import type { LogOffsets } from './merged-log.js';
import { parseEntries, type TimelineEntry } from './timeline-entry.js';

/** What is read at once: some 150 entries. */
const BLOCK_BYTES = 4 * 1024;
/** A shorter timeline is read as fast as it is searched. */
const SHORT_BLOCKS = 32;
/** Longer than any entry. */
const ENTRY_BYTES = 64;

/**
 * Where in a timeline to begin for what is new: no entry before tells of bytes beyond `seen`. Found by halving: a
 * million entries cost some 25 small reads instead of a second, unless one stream is hardly ever spoken of.
 * @returns first byte of an entry
 */
export async function firstNews(file: FileHandle, seen: LogOffsets): Promise<number> {
  if (seen.stdout === 0 && seen.stderr === 0) return 0;
  const count = Math.ceil((await file.stat()).size / BLOCK_BYTES);
  if (count < SHORT_BLOCKS) return 0;
  const ofStdout = await firstBlockWithNews(file, count, 'stdout', seen.stdout);
  const ofStderr = await firstBlockWithNews(file, ofStdout, 'stderr', seen.stderr);
  const { start } = await readBlock(file, ofStderr);
  return start;
}

/** @param high the answer when no block before it has news */
async function firstBlockWithNews(
  file: FileHandle,
  high: number,
  stream: LogStream,
  seen: number,
): Promise<number> {
  let low = 0;
  while (low < high) {
    const middle = (low + high) >> 1;
    let block = middle;
    let last: TimelineEntry | undefined;
    for (; block >= low && !last; block--) {
      const { entries } = await readBlock(file, block);
      last = entries.findLast((entry) => entry.stream === stream);
    }
    // ends only grow: the last one before a place speaks for all of them
    if (last && last.end > seen) high = block + 1;
    else low = middle + 1;
  }
  return low;
}

/** The entries that begin in a block, and where the first of them does. */
async function readBlock(
  file: FileHandle,
  block: number,
): Promise<{ start: number; entries: TimelineEntry[] }> {
  // with the byte before: whether the block begins with an entry shows in what precedes it
  const begin = Math.max(0, block * BLOCK_BYTES - 1);
  const end = (block + 1) * BLOCK_BYTES;
  const buffer = Buffer.allocUnsafe(end + ENTRY_BYTES - begin);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, begin);
  const text = buffer.toString('latin1', 0, bytesRead);
  const first = block === 0 ? 0 : text.indexOf('\n') + 1;
  // the line break of the last entry that begins before the end of the block
  const last = text.indexOf('\n', end - 1 - begin);
  const lines = text.slice(first, last < 0 ? text.lastIndexOf('\n') + 1 : last + 1);
  return { start: begin + first, entries: parseEntries(lines) };
}
