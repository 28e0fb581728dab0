import { closeSync, openSync, readSync } from 'node:fs';
import {
  parseProgress,
  parseResult,
  PROGRESS_PREFIX,
  RESULT_LIMIT_BYTES,
  RESULT_PREFIX,
  tooLarge,
} from './output-lines.js';
import type { RunProgress, RunResult } from './run.types.js';

const NEWLINE = 0x0a;
const SOURCE = '::result';
/** The longest line that can tell something. */
const LINE_BYTES = RESULT_PREFIX.length + RESULT_LIMIT_BYTES + 2;
/** Read in one turn of the event loop: well under 1 ms of work. */
const TURN_BYTES = LINE_BYTES + 64 * 1024;
/** Enough of a progress line for its number and its message. */
const PROGRESS_BYTES = 1024;
/** Lines that only look like progress, looked through from the last one before a turn gives up. */
const MAX_TRIES = 100;
const PROGRESS_START = Buffer.from(`\n${PROGRESS_PREFIX}`);
const RESULT_START = Buffer.from(`\n${RESULT_PREFIX}`);

export interface OutputScannerOptions {
  readonly file: string;
  /** Called when the progress is another one than before, at most once in a turn. */
  readonly progressed: (progress: RunProgress) => void;
  /** Told when the file cannot be read: the rest of it tells nothing, the run goes on. */
  readonly failed: (error: unknown) => void;
}

/** Shared by all scanners: a turn reads, looks and forgets. The first byte stands for what came before. */
const buffer = Buffer.allocUnsafe(1 + TURN_BYTES);

/**
 * Finds the lines of a log file that tell progress and the result, at its own pace behind the follower and whether
 * anybody follows or not. Looks at every byte once, at whole lines only, and keeps but the last line of each kind.
 */
export class OutputScanner {
  #descriptor: number | null = null;
  /** What is before it was looked at: the start of a line, unless that line is too long. */
  #position = 0;
  #isInLongLine = false;
  /** How far the file is known to reach. */
  #goal = 0;
  #continuation: NodeJS.Immediate | null = null;
  #progress: RunProgress | null = null;
  #result: RunResult | Buffer | null = null;
  #isClosed = false;

  constructor(private readonly options: OutputScannerOptions) {}

  /** The last progress that was told. */
  get progress(): RunProgress | null {
    return this.#progress;
  }

  /** The last result that was told. */
  get result(): RunResult | null {
    const result = this.#result;
    return Buffer.isBuffer(result) ? (this.#result = parseResult(result, SOURCE)) : result;
  }

  /** The file reaches up to `end` now. A script that cut its own log makes it go back. */
  advance(end: number): void {
    this.#goal = end;
    if (!this.#continuation) this.#take(() => this.#scanTurn());
  }

  /** Looks at what is left; the last line counts also without a line break. */
  async finish(): Promise<void> {
    // the turns that are left go on by themselves
    while (this.#continuation) await new Promise((resolve) => setImmediate(resolve));
    if (this.#position < this.#goal) this.#take(() => this.#inspect(this.#read()));
    this.close();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#continuation) clearImmediate(this.#continuation);
    this.#continuation = null;
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #take(step: () => void): void {
    if (this.#isClosed) return;
    try {
      step();
    } catch (error) {
      // the disk or the folder is gone: nobody may suffer from what a script tells besides its log
      this.close();
      this.options.failed(error);
    }
  }

  #scanTurn(): void {
    if (this.#goal < this.#position) this.#startLineAt(this.#goal);
    if (this.#goal === this.#position) return;
    const bytes = this.#read();
    const lastBreak = bytes.lastIndexOf(NEWLINE);
    const isWaiting = lastBreak === 0 && bytes.length <= LINE_BYTES && couldTell(bytes);
    if (isWaiting) return;
    if (lastBreak > 0) {
      this.#inspect(bytes.subarray(0, lastBreak));
      this.#startLineAt(this.#position + lastBreak);
    } else this.#skipLine(bytes);
    if (this.#position < this.#goal) this.#continueLater();
  }

  #continueLater(): void {
    this.#continuation = setImmediate(() => {
      this.#continuation = null;
      this.#take(() => this.#scanTurn());
    });
  }

  #startLineAt(position: number): void {
    this.#position = position;
    this.#isInLongLine = false;
  }

  /** Goes on behind a line without end that tells nothing, or more than a result may have. */
  #skipLine(bytes: Buffer): void {
    if (startsWith(bytes, RESULT_START)) this.#result = tooLarge(SOURCE);
    this.#position += bytes.length - 1;
    this.#isInLongLine = true;
  }

  /** One turn's bytes after the byte that stands for what came before. */
  #read(): Buffer {
    this.#descriptor ??= openSync(this.options.file, 'r');
    buffer[0] = this.#isInLongLine ? 0 : NEWLINE;
    const length = Math.min(TURN_BYTES, this.#goal - this.#position);
    const read = readSync(this.#descriptor, buffer, 1, length, this.#position);
    // cut meanwhile by the script itself: what is there is all there is
    if (read < length) this.#goal = this.#position + read;
    return buffer.subarray(0, 1 + read);
  }

  /** @param lines whole lines, each after its own line break; the first byte may stand for the rest of a long line */
  #inspect(lines: Buffer): void {
    const result = lastLine(lines, RESULT_START, lines.length);
    if (result) this.#result = Buffer.from(result.line.subarray(RESULT_PREFIX.length));
    const progress = lastProgress(lines);
    if (progress) this.#tell(progress);
  }

  #tell(progress: RunProgress): void {
    const before = this.#progress;
    if (before?.percent === progress.percent && before.message === progress.message) return;
    this.#progress = progress;
    this.options.progressed(progress);
  }
}

function lastProgress(lines: Buffer): RunProgress | null {
  let before = lines.length;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const found = lastLine(lines, PROGRESS_START, before);
    const text = found?.line.toString('utf8', 0, PROGRESS_BYTES);
    const progress = parseProgress(text ?? '');
    if (progress || !found) return progress;
    before = found.at;
  }
  return null;
}

/** The last line that starts like this before an offset. @returns its bytes without line breaks, and where it is */
function lastLine(lines: Buffer, start: Buffer, before: number) {
  const at = before > 0 ? lines.lastIndexOf(start, before - 1) : -1;
  if (at < 0) return null;
  const end = lines.indexOf(NEWLINE, at + 1);
  return { at, line: lines.subarray(at + 1, end < 0 ? lines.length : end) };
}

/** Whether a line whose end is not there yet may become one that tells something. */
function couldTell(bytes: Buffer): boolean {
  return [PROGRESS_START, RESULT_START].some((start) =>
    startsWith(bytes, start.subarray(0, bytes.length)),
  );
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}
