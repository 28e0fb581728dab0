import { once } from 'node:events';
import type { Request, Response } from 'express';
import { fromEvent, type Observable, share, take } from 'rxjs';
import {
  type LogPosition,
  LOG_START,
  parseInstallPosition,
  parsePosition,
} from './server-sent-events.js';
import type { LogStreamQuery } from '../dto/log-stream.query.js';

/** Unsent bytes from which a follower counts as too slow for the live log. */
const SLOW_BYTES = 256 * 1024;

/** One connection that follows a log. */
export class LogClient {
  /** What was sent or skipped so far. */
  position: LogPosition;

  /** Bytes of what was installed for the run that were sent; Infinity once there will be no more. */
  installed: number;

  /** How much of the end of a long log is wanted, in bytes; null when all of it is, or what comes after an event. */
  readonly tailBytes: number | null;

  /** Emits once when the connection ends. */
  readonly closed: Observable<unknown>;

  constructor(
    request: Request,
    private readonly response: Response,
    { from, tail }: LogStreamQuery,
  ) {
    const resume = request.get('Last-Event-ID') ?? from;
    const start = parsePosition(resume);
    this.position = start ?? LOG_START;
    this.tailBytes = start ? null : (tail ?? null);
    this.installed = parseInstallPosition(resume);
    this.closed = fromEvent(response, 'close').pipe(take(1), share());
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform keeps compression() and proxies from collecting events
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
  }

  get isClosed(): boolean {
    return this.response.closed || this.response.destroyed;
  }

  /** Whether the connection takes less than is sent. */
  get isSlow(): boolean {
    return this.response.writableLength > SLOW_BYTES;
  }

  send(payload: string | Buffer): void {
    if (!this.isClosed && !this.response.writableEnded) this.response.write(payload);
  }

  /** Resolves once what was sent is on its way, or the connection has ended. */
  async drained(): Promise<void> {
    if (this.isClosed || !this.response.writableNeedDrain) return;
    const gone = new AbortController();
    const end = () => gone.abort();
    this.response.once('close', end);
    await once(this.response, 'drain', { signal: gone.signal }).catch(() => {
      // the connection ended: the caller looks at `isClosed`
    });
    this.response.off('close', end);
  }

  /** @param payload sent with the end, in one packet */
  end(payload?: string): void {
    if (!this.isClosed && !this.response.writableEnded) this.response.end(payload);
  }
}
