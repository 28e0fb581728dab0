import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { ControlFolder } from './control-folder.js';
import type { LogStream } from './run.types.js';

/** Bytes that the log cap cut off each stream, and whether the kept ends were appended. */
export interface DroppedBytes extends Readonly<Record<LogStream, number>> {
  readonly isFinished: boolean;
}

/**
 * The file `dropped`, `<stdout> <stderr> <open|done>` in a fixed width: each write replaces the one before as a whole.
 * Without it a restarted server would not know that something is missing. Exists only when something is.
 */
export class DroppedRecord {
  #descriptor: number | null = null;

  constructor(private readonly folder: ControlFolder) {}

  read(): DroppedBytes {
    const text = this.folder.read('dropped') ?? '';
    const [, stdout, stderr, state] = /^ *(\d+) +(\d+) (open|done)\n$/.exec(text) ?? [];
    return {
      stdout: Number(stdout ?? 0),
      stderr: Number(stderr ?? 0),
      isFinished: state === 'done',
    };
  }

  write({ stdout, stderr, isFinished }: DroppedBytes): void {
    const numbers = [stdout, stderr].map((bytes) => String(bytes).padStart(16));
    this.#descriptor ??= openSync(
      this.folder.file('dropped'),
      constants.O_WRONLY | constants.O_CREAT,
      0o600,
    );
    writeSync(this.#descriptor, `${numbers.join(' ')} ${isFinished ? 'done' : 'open'}\n`, 0);
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }
}
