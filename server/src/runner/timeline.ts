import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import type { ControlFolder } from './control-folder.js';
import type { LogStream } from './run.types.js';

const LETTERS: Record<LogStream, string> = { stdout: 'o', stderr: 'e' };

/** The file `timeline`: a line `<ms since the epoch> <o|e> <end offset>` for each look that found new bytes. */
export class Timeline {
  #descriptor: number | null = null;
  readonly #seen: Record<LogStream, number>;

  /** @param isContinued whether an earlier server may have written a part of it */
  constructor(
    private readonly folder: ControlFolder,
    isContinued: boolean,
  ) {
    const text = (isContinued && folder.read('timeline')) || '';
    const whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length) truncateSync(folder.file('timeline'), whole);
    const lines = text.slice(0, whole).split('\n');
    this.#seen = { stdout: lastOffset(lines, 'stdout'), stderr: lastOffset(lines, 'stderr') };
  }

  /** Offset up to which the stream was seen, by this server or an earlier one. */
  seen(stream: LogStream): number {
    return this.#seen[stream];
  }

  /** @throws when the disk is full */
  append(stream: LogStream, end: number): void {
    if (this.#seen[stream] === end) return;
    this.#seen[stream] = end;
    this.#descriptor ??= openSync(this.folder.file('timeline'), 'a', 0o600);
    writeSync(this.#descriptor, `${Date.now()} ${LETTERS[stream]} ${end}\n`);
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}

function lastOffset(lines: string[], stream: LogStream): number {
  const line = lines.findLast((text) => text.split(' ')[1] === LETTERS[stream]);
  return Number(line?.split(' ')[2] ?? 0);
}
