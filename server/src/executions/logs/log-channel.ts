import type { Run } from '../../runner/runner.js';
import type { LogChunk } from '../../runner/run.types.js';
import type { LogClient } from './log-client.js';
import {
  bytesBetween,
  formatChunk,
  formatSkip,
  type LogPosition,
  positionAfter,
} from './server-sent-events.js';

/** Live output is sent in windows of this length, in milliseconds. */
const WINDOW_MS = 50;
/** What all followers together get in a window, and the least that each of them gets, in bytes. Measured: engine notes §4. */
const WINDOW_BYTES = 2 * 1024 * 1024;
const WINDOW_BYTES_EACH = 64 * 1024;

interface Delivery {
  readonly payload: Buffer;
  readonly before: LogPosition;
  readonly after: LogPosition;
}

/**
 * The live log of one run for all its followers: every chunk is formatted once. Under a flood each window's surplus is
 * left out but for its last chunk, with a marker that counts the bytes; the log file has them all.
 */
export class LogChannel {
  /** Who follows live, and how to send them back to the files. */
  private readonly clients = new Map<LogClient, () => void>();
  private users = 0;
  private readonly unsubscribe: () => void;
  private position: LogPosition;
  private windowStart = 0;
  private windowBytes = 0;
  private held: Delivery | null = null;
  private windowTimer: NodeJS.Timeout | undefined;

  constructor(private readonly run: Run) {
    this.position = run.position();
    this.unsubscribe = run.subscribe((chunk) => this.publish(chunk));
  }

  /** Counts a follower of the run, from before it catches up. */
  enter(): void {
    this.users++;
  }

  /** @returns whether that was the last follower */
  leave(): boolean {
    return --this.users === 0;
  }

  /** What the run has published so far. */
  get published(): LogPosition {
    return this.position;
  }

  /**
   * Lets a client that has everything published so far follow live.
   * @returns resolves when it falls behind, its connection ends, or `close` is called
   */
  attach(client: LogClient): Promise<void> {
    return new Promise((resolve) => {
      const detach = () => {
        this.clients.delete(client);
        resolve();
      };
      const subscription = client.closed.subscribe(detach);
      this.clients.set(client, () => {
        subscription.unsubscribe();
        detach();
      });
    });
  }

  /** The run has ended: whoever follows reads the rest, if any, from the files. */
  close(): void {
    clearTimeout(this.windowTimer);
    this.unsubscribe();
    for (const detach of [...this.clients.values()]) detach();
  }

  private publish(chunk: LogChunk): void {
    // it begins behind what was left out of a flood: that was never published
    const before = { ...this.position, [chunk.stream]: chunk.offset };
    this.position = positionAfter(before, chunk);
    if (!this.clients.size) return;
    const delivery = {
      payload: Buffer.from(formatChunk(chunk, this.position)),
      before,
      after: this.position,
    };
    if (this.fitsWindow(delivery.payload.length)) this.deliver(delivery);
    else this.hold(delivery);
  }

  private fitsWindow(bytes: number): boolean {
    const now = performance.now();
    if (now - this.windowStart >= WINDOW_MS && !this.held) {
      this.windowStart = now;
      this.windowBytes = 0;
    }
    const limit = Math.max(WINDOW_BYTES_EACH, WINDOW_BYTES / this.clients.size);
    const fits = !this.held && (this.windowBytes === 0 || this.windowBytes + bytes <= limit);
    if (fits) this.windowBytes += bytes;
    return fits;
  }

  private hold(delivery: Delivery): void {
    this.held = delivery;
    this.windowTimer ??= setTimeout(() => {
      this.windowTimer = undefined;
      const last = this.held;
      this.held = null;
      this.windowStart = performance.now();
      this.windowBytes = last?.payload.length ?? 0;
      if (last) this.deliver(last);
    }, WINDOW_MS);
  }

  private deliver({ payload, before, after }: Delivery): void {
    for (const [client, detach] of this.clients) {
      if (client.isSlow) {
        detach();
        continue;
      }
      const skipped = bytesBetween(client.position, before);
      if (skipped > 0) client.send(formatSkip(skipped, before));
      client.send(payload);
      client.position = after;
    }
  }
}
