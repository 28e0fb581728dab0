import type { LogStream } from '../../runner/run.types.js';
import { openIfExists } from './log-file.js';

/** A look at a run's log that found new bytes: one line of its file `timeline`. */
export interface TimelineEntry {
  /** When, in milliseconds since the epoch. */
  readonly atMs: number;
  readonly stream: LogStream;
  /** Bytes of the stream's log there were then. */
  readonly end: number;
}

const LINE = /^(\d+) ([oe]) (\d+)$/gm;

/**
 * Reads a timeline from its start, block by block: after weeks of printing it has millions of lines.
 * A last line that is still being written is left out; a timeline that does not exist has no entries.
 */
export async function* timelineEntries(path: string): AsyncGenerator<TimelineEntry[]> {
  const file = await openIfExists(path);
  if (!file) return;
  // the stream closes the file, also when its reader stops early
  const blocks: AsyncIterable<string> = file.createReadStream({ encoding: 'latin1' });
  let torn = '';
  for await (const block of blocks) {
    const text = torn + block;
    const whole = text.lastIndexOf('\n') + 1;
    torn = text.slice(whole);
    yield parseLines(text.slice(0, whole));
  }
}

function parseLines(lines: string): TimelineEntry[] {
  return [...lines.matchAll(LINE)].map(([, atMs, letter, end]) => ({
    atMs: Number(atMs),
    stream: letter === 'o' ? 'stdout' : 'stderr',
    end: Number(end),
  }));
}
