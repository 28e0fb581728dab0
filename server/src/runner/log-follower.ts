import type { ControlFolder } from './control-folder.js';
import { DroppedRecord, type DroppedBytes } from './dropped-record.js';
import type { LogChunk, LogStream } from './run.types.js';
import { StreamFollower } from './stream-follower.js';
import { Timeline } from './timeline.js';

export interface LogFollowerOptions {
  readonly folder: ControlFolder;
  /** Bytes kept of each stream's head. */
  readonly limitBytes: number;
  /** Whether an earlier server may have followed the log. */
  readonly isAdopted: boolean;
  /** Told about what went wrong without harm to the log itself. */
  readonly warn: (message: string, fields: object) => void;
}

/** Follows both streams of a run for any number of listeners, at the cost of one. */
export class LogFollower {
  readonly #listeners = new Set<(chunk: LogChunk) => void>();
  readonly #droppedRecord: DroppedRecord;
  #timeline: Timeline | null = null;
  #stdoutGrew: (end: number) => void = () => undefined;
  #streams: Record<LogStream, StreamFollower> | null = null;
  #dropped: DroppedBytes = { stdout: 0, stderr: 0, isFinished: false };

  constructor(private readonly options: LogFollowerOptions) {
    this.#droppedRecord = new DroppedRecord(options.folder);
  }

  /** Starts where an earlier server stopped. Makes the log files unless they exist. */
  open(): void {
    if (this.#streams) return;
    const { folder, limitBytes, isAdopted } = this.options;
    const timeline = (this.#timeline = new Timeline(folder, isAdopted));
    if (isAdopted) this.#dropped = this.#droppedRecord.read();
    const { isFinished } = this.#dropped;
    const follow = (stream: LogStream) => {
      folder.clearPlaceOf(`${stream}.log`);
      return new StreamFollower({
        stream,
        file: folder.file(`${stream}.log`),
        position: timeline.seen(stream),
        // An earlier server already appended the kept end.
        limitBytes: isFinished ? Number.MAX_SAFE_INTEGER : limitBytes,
        dropped: isFinished ? 0 : this.#dropped[stream],
        isWanted: () => this.#listeners.size > 0,
        publish: (chunk) => this.#publish(chunk),
        advanced: (position, dropped) => this.#record(timeline, stream, position, dropped),
      });
    };
    this.#stdoutGrew(timeline.seen('stdout'));
    this.#streams = { stdout: follow('stdout'), stderr: follow('stderr') };
  }

  /** End of what was published so far, in bytes. */
  position(): Record<LogStream, number> {
    const streams = this.#streams;
    return { stdout: streams?.stdout.position ?? 0, stderr: streams?.stderr.position ?? 0 };
  }

  /** What both streams have brought so far, kept or not, in bytes. */
  get printedBytes(): number {
    const streams = this.#streams;
    return streams ? streams.stdout.printedBytes + streams.stderr.printedBytes : 0;
  }

  /** Calls back for what is printed beyond `position()`, in order; a flood has gaps. @returns ends the subscription */
  subscribe(listener: (chunk: LogChunk) => void): () => void {
    // A wrapper of its own, so that one function subscribed twice counts twice.
    const entry = (chunk: LogChunk) => listener(chunk);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /**
   * Calls back with the end of what was seen of stdout, also by an earlier server and when nobody listens to the text.
   * To be called before `open`.
   */
  onStdoutGrowth(listener: (end: number) => void): void {
    this.#stdoutGrew = listener;
  }

  /** Publishes what is left of both streams. The script must have ended. @returns bytes that the cap dropped */
  async finish(): Promise<number> {
    this.open();
    const stdout = (await this.#streams?.stdout.finish()) ?? 0;
    const stderr = (await this.#streams?.stderr.finish()) ?? 0;
    const hasDropped = this.#dropped.stdout + this.#dropped.stderr > 0;
    if (hasDropped && !this.#dropped.isFinished) {
      this.#writeDropped({ stdout, stderr, isFinished: true });
    }
    this.close();
    return this.#dropped.stdout + this.#dropped.stderr;
  }

  close(): void {
    this.#streams?.stdout.close();
    this.#streams?.stderr.close();
    this.#timeline?.close();
    this.#droppedRecord.close();
  }

  #publish(chunk: LogChunk): void {
    for (const listener of this.#listeners) {
      try {
        listener(chunk);
      } catch (error) {
        // A listener that fails is its owner's bug; the others and the run must not suffer from it.
        this.options.warn('A log listener failed', { error: String(error) });
      }
    }
  }

  #record(timeline: Timeline, stream: LogStream, position: number, dropped: number): void {
    if (stream === 'stdout') this.#stdoutGrew(position);
    try {
      timeline.append(stream, position);
      if (!this.#dropped.isFinished && dropped !== this.#dropped[stream]) {
        this.#writeDropped({ ...this.#dropped, [stream]: dropped });
      }
    } catch (error) {
      // The disk is full: only timestamps are lost, the run goes on.
      this.options.warn('The timeline of a log could not be written', { error: String(error) });
    }
  }

  #writeDropped(dropped: DroppedBytes): void {
    this.#dropped = dropped;
    this.#droppedRecord.write(dropped);
  }
}
