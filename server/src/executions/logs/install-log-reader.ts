import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LogFile } from './log-file.js';

/** Absolute path of the log of what was installed for a run; many runs have none. */
export const installLogOf = (controlDirectory: string): string =>
  join(controlDirectory, 'install.log');

/**
 * Bytes of it; null when nothing was installed for the run. Asked for with every run, so without a thread, which would
 * cost more than the look.
 */
export const installLogSize = (controlDirectory: string): number | null =>
  statSync(installLogOf(controlDirectory), { throwIfNoEntry: false })?.size ?? null;

/** A part of it as text: it only ever grows by whole characters. */
export interface InstallLogPart {
  readonly offset: number;
  /** One past the last byte. */
  readonly end: number;
  readonly text: string;
  /** When something was last written, in milliseconds since the epoch. */
  readonly atMs: number;
}

/** What it says from a byte on. @param upTo one past the last byte */
export async function* installLogParts(
  controlDirectory: string,
  from: number,
  upTo: number,
): AsyncGenerator<InstallLogPart> {
  const file = new LogFile(installLogOf(controlDirectory), from, upTo);
  try {
    for (let part = await file.next(upTo); part; part = await file.next(upTo)) {
      const { offset, end, bytes } = part;
      yield { offset, end, text: bytes.toString('utf8'), atMs: await file.modifiedAtMs() };
    }
  } finally {
    await file.close();
  }
}
