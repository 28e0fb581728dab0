import { closeSync, fstatSync, openSync, readSync, watch, type FSWatcher } from 'node:fs';
import { LogCap } from './log-cap.js';
import type { LogChunk, LogStream } from './run.types.js';
import { utf8Boundary } from './utf8-boundary.js';

/** Largest chunk that is published. */
const CHUNK_BYTES = 64 * 1024;
/** Read in one turn of the event loop: about 1 ms of work. */
const TURN_BYTES = 8 * CHUNK_BYTES;
/** Turns that a burst may take to be read; more is a flood. */
const BURST_TURNS = 4;
/** Wake-ups within about 100 ms that make a flood. */
const FLOOD_WAKE_UPS = 30;
/** Under a flood the file is looked at this often: a wake-up for every write would slow the script to half. */
const FLOOD_INTERVAL_MS = 20;
/** What is published of each such look, its end: nobody can read 13 MB a second, and the script keeps the processor. */
const FLOOD_BYTES = 4 * CHUNK_BYTES;
/** Empty looks after which a flood is over. */
const QUIET_LOOKS = 3;

/** Shared by all followers: a turn reads, decodes and forgets. */
const buffer = Buffer.allocUnsafe(CHUNK_BYTES);

export interface StreamFollowerOptions {
  readonly stream: LogStream;
  readonly file: string;
  /** Where an earlier server stopped, in bytes. */
  readonly position: number;
  readonly limitBytes: number;
  /** Bytes that an earlier server cut off. */
  readonly dropped: number;
  /** Whether anybody wants text; bytes are skipped unread otherwise. */
  readonly isWanted: () => boolean;
  readonly publish: (chunk: LogChunk) => void;
  /** Called after a turn in which the position or the number of dropped bytes moved. */
  readonly advanced: (position: number, dropped: number) => void;
}

/**
 * Follows one growing log file: by notification while it is quiet (a line is seen at once), by a timer under a flood, of
 * which it publishes as much as can be shown. Memory does not grow with the log; a turn of the event loop stays short.
 */
export class StreamFollower {
  readonly #descriptor: number;
  readonly #cap: LogCap;
  #position: number;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | null = null;
  #continuation: NodeJS.Immediate | null = null;
  #wakeUps = 0;
  #lastWakeUp = 0;
  #quietLooks = 0;
  #isClosed = false;

  constructor(private readonly options: StreamFollowerOptions) {
    this.#descriptor = openSync(options.file, 'a+', 0o600);
    this.#position = options.position;
    this.#cap = new LogCap(this.#descriptor, options.limitBytes, options.dropped);
    this.#watch();
  }

  /** End of what was published, in bytes; never inside a character. */
  get position(): number {
    return this.#position;
  }

  /** What the script has written so far, kept or not. */
  get printedBytes(): number {
    return this.#cap.dropped + this.#size();
  }

  /** Publishes what is left, and what the cap kept. The script must have ended. @returns bytes that are missing. */
  async finish(): Promise<number> {
    this.#stopWaiting();
    if (this.#isClosed) return 0;
    this.#cap.cut(this.#size());
    this.#leaveOutAllBut(BURST_TURNS * TURN_BYTES);
    await this.#drain();
    if (this.#isClosed) return 0;
    const missing = this.#cap.finish();
    await this.#drain();
    if (this.#isClosed) return missing;
    if (this.#position < this.#size()) this.#publishUpTo(this.#size(), true);
    this.#tell();
    this.close();
    return missing;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopWaiting();
    closeSync(this.#descriptor);
  }

  async #drain(): Promise<void> {
    while (!this.#isClosed && this.#readTurn()) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Watches first and looks then, so that nothing can fall between. */
  #watch(): void {
    this.#wakeUps = 0;
    try {
      this.#watcher = watch(this.options.file, () => this.#wakeUp());
      this.#watcher.on('error', () => this.#poll());
      this.#look();
    } catch {
      // The system has no inotify watch left: looking by timer is slower, and shows less of a burst.
      this.#poll();
    }
  }

  #wakeUp(): void {
    if (!this.#watcher) return;
    this.#look();
    const now = performance.now();
    this.#wakeUps = this.#wakeUps * Math.exp((this.#lastWakeUp - now) / 100) + 1;
    this.#lastWakeUp = now;
    if (this.#wakeUps > FLOOD_WAKE_UPS) this.#poll();
  }

  #poll(): void {
    this.#watcher?.close();
    this.#watcher = null;
    this.#quietLooks = 0;
    this.#timer ??= setInterval(() => {
      if (this.#look()) this.#quietLooks = 0;
      else if (++this.#quietLooks >= QUIET_LOOKS) {
        this.#stopWaiting();
        this.#watch();
      }
    }, FLOOD_INTERVAL_MS);
  }

  #stopWaiting(): void {
    this.#watcher?.close();
    this.#watcher = null;
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    if (this.#continuation) clearImmediate(this.#continuation);
    this.#continuation = null;
  }

  /**
   * Reads for one turn and goes on in the next one if there is more.
   * @param turns after which it is a flood
   * @returns whether there was anything.
   */
  #look(turns = BURST_TURNS): boolean {
    const before = this.#position;
    // First of all, because reading may be far behind a flood.
    const hasCut = this.#cap.trim(this.#size());
    if (this.#continuation) return true;
    if (this.#timer) this.#leaveOutAllBut(FLOOD_BYTES);
    const hasMore = this.#readTurn();
    if (hasMore && !this.#timer) this.#goOn(turns - 1);
    const hasMoved = hasCut || this.#position !== before;
    if (hasMoved) this.#tell();
    return hasMoved;
  }

  #goOn(turns: number): void {
    if (turns === 0) return this.#poll();
    this.#continuation = setImmediate(() => {
      this.#continuation = null;
      this.#look(turns);
    });
  }

  /** Moves on to the last bytes of what is unread. */
  #leaveOutAllBut(bytes: number): void {
    const start = this.#end() - bytes;
    if (start > this.#position) this.#skipTo(start, false);
  }

  /** @returns whether whole characters are left to read. */
  #readTurn(): boolean {
    const end = this.#end();
    const turnEnd = this.options.isWanted() ? Math.min(end, this.#position + TURN_BYTES) : end;
    let isMoving = true;
    while (isMoving && this.#position < turnEnd) isMoving = this.#publishUpTo(end, false);
    return isMoving && this.#position < end;
  }

  /** Where reading has to stop now. */
  #end(): number {
    const size = this.#size();
    // The script may have cut its own log: what is there now is all there is.
    if (size < this.#position) this.#position = size;
    return this.#cap.isFinished ? size : Math.min(size, this.#cap.limitBytes);
  }

  /** Publishes one chunk. @returns whether the position moved. */
  #publishUpTo(end: number, isLast: boolean): boolean {
    if (!this.options.isWanted()) return this.#skipTo(end, isLast);
    const length = Math.min(CHUNK_BYTES, end - this.#position);
    const read = readSync(this.#descriptor, buffer, 0, length, this.#position);
    const whole = isLast ? read : utf8Boundary(buffer.subarray(0, read));
    if (whole === 0) return false;
    const offset = this.#position;
    const text = buffer.toString('utf8', 0, whole);
    this.#position += whole;
    const { stream } = this.options;
    this.options.publish({ stream, offset, end: this.#position, text, atMs: Date.now() });
    return true;
  }

  #skipTo(end: number, isLast: boolean): boolean {
    const length = Math.min(4, end - this.#position);
    const start = end - length;
    const read = readSync(this.#descriptor, buffer, 0, length, start);
    const whole = start + (isLast ? read : utf8Boundary(buffer.subarray(0, read)));
    if (whole <= this.#position) return false;
    this.#position = whole;
    return true;
  }

  #tell(): void {
    this.options.advanced(this.#position, this.#cap.dropped);
  }

  #size(): number {
    return fstatSync(this.#descriptor).size;
  }
}
