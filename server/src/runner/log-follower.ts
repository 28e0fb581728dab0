import type { ControlFolder } from './control-folder.js';
import { DroppedRecord, type DroppedBytes } from './dropped-record.js';
import type { LogChunk, LogStream } from './run.types.js';
import { StreamFollower } from './stream-follower.js';
import { Timeline } from './timeline.js';

/** Told about what went wrong without harm to the log itself. */
export type FollowerWarning = (message: string, fields: object) => void;

/** Follows both streams of a run for any number of listeners, at the cost of one. */
export class LogFollower {
  readonly #listeners = new Set<(chunk: LogChunk) => void>();
  readonly #timeline: Timeline;
  readonly #droppedRecord: DroppedRecord;
  readonly #streams: Record<LogStream, StreamFollower>;
  #dropped: DroppedBytes;
  #isClosed = false;

  /** @param limitBytes bytes kept of each stream's head */
  constructor(
    folder: ControlFolder,
    limitBytes: number,
    private readonly warn: FollowerWarning,
  ) {
    this.#timeline = new Timeline(folder);
    this.#droppedRecord = new DroppedRecord(folder);
    this.#dropped = this.#droppedRecord.read();
    const follow = (stream: LogStream) =>
      new StreamFollower({
        stream,
        file: folder.file(`${stream}.log`),
        position: this.#timeline.seen(stream),
        // An earlier server already appended the kept end.
        limitBytes: this.#dropped.isFinished ? Number.MAX_SAFE_INTEGER : limitBytes,
        dropped: this.#dropped.isFinished ? 0 : this.#dropped[stream],
        isWanted: () => this.#listeners.size > 0,
        publish: (chunk) => this.#publish(chunk),
        advanced: (position, dropped) => this.#record(stream, position, dropped),
      });
    this.#streams = { stdout: follow('stdout'), stderr: follow('stderr') };
  }

  /** End of what was published so far, in bytes. */
  position(): Record<LogStream, number> {
    const { stdout, stderr } = this.#streams;
    return { stdout: stdout.position, stderr: stderr.position };
  }

  /** Calls back for everything beyond `position()`, in order. @returns ends the subscription */
  subscribe(listener: (chunk: LogChunk) => void): () => void {
    // A wrapper of its own, so that one function subscribed twice counts twice.
    const entry = (chunk: LogChunk) => listener(chunk);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** Publishes what is left of both streams. The script must have ended. @returns bytes that the cap dropped */
  async finish(): Promise<number> {
    const { stdout, stderr } = this.#streams;
    const missing = [await stdout.finish(), await stderr.finish()];
    if (!this.#dropped.isFinished && this.#hasDropped()) {
      this.#writeDropped({ stdout: missing[0] ?? 0, stderr: missing[1] ?? 0, isFinished: true });
    }
    this.close();
    return this.#dropped.isFinished ? this.#dropped.stdout + this.#dropped.stderr : 0;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#streams.stdout.close();
    this.#streams.stderr.close();
    this.#timeline.close();
    this.#droppedRecord.close();
  }

  #publish(chunk: LogChunk): void {
    for (const listener of this.#listeners) {
      try {
        listener(chunk);
      } catch (error) {
        // A listener that fails is its owner's bug; the others and the run must not suffer from it.
        this.warn('A log listener failed', { error: String(error) });
      }
    }
  }

  #record(stream: LogStream, position: number, dropped: number): void {
    try {
      this.#timeline.append(stream, position);
      if (!this.#dropped.isFinished && dropped !== this.#dropped[stream]) {
        this.#writeDropped({ ...this.#dropped, [stream]: dropped });
      }
    } catch (error) {
      // The disk is full: only timestamps are lost, the run goes on.
      this.warn('The timeline of a log could not be written', { error: String(error) });
    }
  }

  #hasDropped(): boolean {
    return this.#dropped.stdout + this.#dropped.stderr > 0;
  }

  #writeDropped(dropped: DroppedBytes): void {
    this.#dropped = dropped;
    this.#droppedRecord.write(dropped);
  }
}
