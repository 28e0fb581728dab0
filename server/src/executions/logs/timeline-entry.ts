import type { LogStream } from '../../runner/run.types.js';

/** A look at a run's log that found new bytes: one line of its file `timeline`. */
export interface TimelineEntry {
  /** When, in milliseconds since the epoch. */
  readonly atMs: number;
  readonly stream: LogStream;
  /** Bytes of the stream's log there were then. */
  readonly end: number;
}

const LINE = /^(\d+) ([oe]) (\d+)$/gm;

/** @param lines whole lines of a timeline */
export function parseEntries(lines: string): TimelineEntry[] {
  return [...lines.matchAll(LINE)].map(([, atMs, letter, end]) => ({
    atMs: Number(atMs),
    stream: letter === 'o' ? 'stdout' : 'stderr',
    end: Number(end),
  }));
}
