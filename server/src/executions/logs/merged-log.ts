import { join } from 'node:path';
import type { LogChunk, LogStream } from '../../runner/run.types.js';
import { LogFile, type LogPart } from './log-file.js';
import { timelineEntries } from './timeline-entries.js';

/** A place in a run's log: bytes of each stream. */
export type LogOffsets = Readonly<Record<LogStream, number>>;

/** A part of one stream. */
export interface MergedPart extends LogPart {
  readonly stream: LogStream;
  /** When it was first seen, in milliseconds since the epoch. */
  readonly atMs: number;
}

const STREAMS = ['stdout', 'stderr'] as const;

/**
 * Both streams of a run as text, in the order in which they were printed, as far as the run's timeline tells; then what
 * the timeline does not cover, stdout first. Memory stays flat.
 * @param controlDirectory absolute path of the run's control folder; what is missing in it reads as empty
 * @param from first bytes to read
 * @param upTo one past the last bytes to read: ends of whole characters, unless the log is complete
 * @returns chunks of at most 64 KiB, never cut inside a character
 */
export async function* mergedLog(
  controlDirectory: string,
  from: LogOffsets,
  upTo: LogOffsets,
): AsyncGenerator<LogChunk> {
  for await (const { bytes, ...part } of mergedParts(controlDirectory, from, upTo)) {
    yield { ...part, text: bytes.toString('utf8') };
  }
}

/** `mergedLog` as bytes: decoding would change what is not UTF-8. */
export async function* mergedParts(
  controlDirectory: string,
  from: LogOffsets,
  upTo: LogOffsets,
): AsyncGenerator<MergedPart> {
  const openLog = (stream: LogStream) =>
    new LogFile(join(controlDirectory, `${stream}.log`), from[stream], upTo[stream]);
  const logs = { stdout: openLog('stdout'), stderr: openLog('stderr') };
  try {
    for await (const entries of timelineEntries(join(controlDirectory, 'timeline'), from)) {
      for (const { stream, end, atMs } of entries) {
        let part: LogPart | null;
        while ((part = await logs[stream].next(end))) yield { stream, atMs, ...part };
      }
    }
    for (const stream of STREAMS) {
      let part: LogPart | null;
      while ((part = await logs[stream].next(upTo[stream]))) {
        yield { stream, atMs: await logs[stream].modifiedAtMs(), ...part };
      }
    }
  } finally {
    await Promise.all(STREAMS.map((stream) => logs[stream].close()));
  }
}
