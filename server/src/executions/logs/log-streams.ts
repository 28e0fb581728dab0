import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Request, Response } from 'express';
import { firstValueFrom, merge, type Observable } from 'rxjs';
import { type Run, Runner } from '../../runner/runner.js';
import type { ExecutionSummaryDto } from '../dto/execution.dto.js';
import { ExecutionEvents } from '../execution-events.js';
import { ExecutionReader } from '../execution-reader.js';
import { ExecutionStatus, isFinal } from '../execution-status.js';
import { LiveRuns } from '../live-runs.js';
import { logSizes } from './log-sizes.js';
import { LogChannel } from './log-channel.js';
import { LogClient } from './log-client.js';
import { mergedLog } from './merged-log.js';
import {
  bytesBetween,
  formatChunk,
  formatEvent,
  formatSkip,
  type LogPosition,
  positionAfter,
} from './server-sent-events.js';

/** A comment this often keeps proxies from closing a silent connection, in milliseconds. */
const HEARTBEAT_MS = 15_000;
/** A follower that fell further behind than this skips ahead, in bytes. */
const CATCH_UP_BYTES = 1024 * 1024;
/** What it still gets of each stream before the live log, in bytes. */
const CATCH_UP_TAIL_BYTES = 64 * 1024;

const firstOf = (...sources: Observable<unknown>[]): Promise<unknown> =>
  firstValueFrom(merge(...sources), { defaultValue: null });

/** Serves logs as server-sent events: history from the files, then live, then the final status. */
@Injectable()
export class LogStreams implements OnModuleInit, OnModuleDestroy {
  private readonly channels = new Map<Run, LogChannel>();
  private readonly clients = new Set<LogClient>();
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly reader: ExecutionReader,
    private readonly runner: Runner,
    private readonly live: LiveRuns,
    private readonly events: ExecutionEvents,
  ) {}

  onModuleInit(): void {
    this.heartbeat = setInterval(() => {
      for (const client of this.clients) client.send(': still here\n\n');
    }, HEARTBEAT_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    for (const channel of this.channels.values()) channel.close();
    for (const client of this.clients) client.end();
  }

  /**
   * Follows an execution until its final status is sent or the connection ends.
   * @throws ExecutionNotFoundError before anything is sent
   */
  async open(id: number, request: Request, response: Response): Promise<void> {
    const summary = await this.reader.summary(id);
    const client = new LogClient(request, response);
    this.clients.add(client);
    try {
      await this.follow(id, client, summary);
    } finally {
      this.clients.delete(client);
      client.end();
    }
  }

  private async follow(id: number, client: LogClient, first: ExecutionSummaryDto): Promise<void> {
    let hasFollowed = false;
    let sent = '';
    for (let summary = first; !client.isClosed;) {
      // listening starts before the row is read: a change in between is not missed
      const changed = firstOf(this.events.changesOf(id), client.closed);
      const moved = firstOf(this.events.queueMoved);
      summary = await this.reader.summary(id);
      if (isFinal(summary.status)) {
        await this.sendRest(id, client, hasFollowed);
        client.send(formatEvent('status', summary, client.position));
        return;
      }
      const status = formatEvent('status', summary);
      if (status !== sent) client.send(status);
      sent = status;
      if (summary.status === ExecutionStatus.Pending) {
        await Promise.race([changed, moved]);
        continue;
      }
      const run = this.live.get(id);
      if (run) {
        hasFollowed = true;
        await this.followRun(run, client);
      }
      // the row changes when the run has started, or when its end is stored: only then is there something new to read
      await changed;
    }
  }

  /** Resolves when the run has ended, or the connection. */
  private async followRun(run: Run, client: LogClient): Promise<void> {
    const channel = this.channelOf(run);
    for (
      let isLate = false;
      !client.isClosed && this.channels.get(run) === channel;
      isLate = true
    ) {
      await this.catchUp(run.id, client, () => channel.published, isLate);
      if (
        this.channels.get(run) !== channel ||
        bytesBetween(client.position, channel.published) > 0
      )
        continue;
      await channel.attach(client);
      await client.drained();
    }
    if (channel.isUnused) this.drop(run);
  }

  /** Sends from the files what a client lacks. One that fell far behind a flood skips ahead. */
  private async catchUp(
    id: number,
    client: LogClient,
    goal: () => LogPosition,
    maySkip: boolean,
  ): Promise<void> {
    for (let round = 0; !client.isClosed; round++) {
      const target = goal();
      const missing = bytesBetween(client.position, target);
      if (missing === 0) return;
      if ((maySkip || round > 0) && missing > CATCH_UP_BYTES) this.skipAhead(client, target);
      for await (const chunk of mergedLog(this.runner.controlOf(id), client.position, target)) {
        client.position = positionAfter(client.position, chunk);
        client.send(formatChunk(chunk, client.position));
        await client.drained();
        if (client.isClosed) return;
      }
      // a script may shrink its own log: what is not there any more cannot be sent
      if (bytesBetween(client.position, target) === missing) client.position = target;
    }
  }

  private skipAhead(client: LogClient, target: LogPosition): void {
    const from = client.position;
    const to = {
      stdout: Math.max(from.stdout, target.stdout - CATCH_UP_TAIL_BYTES),
      stderr: Math.max(from.stderr, target.stderr - CATCH_UP_TAIL_BYTES),
    };
    client.send(formatSkip(bytesBetween(from, to), to));
    client.position = to;
  }

  private async sendRest(id: number, client: LogClient, hasFollowed: boolean): Promise<void> {
    const end = await logSizes(this.runner.controlOf(id));
    await this.catchUp(id, client, () => end, hasFollowed);
  }

  private channelOf(run: Run): LogChannel {
    const existing = this.channels.get(run);
    if (existing) return existing;
    const channel = new LogChannel(run);
    this.channels.set(run, channel);
    void run.outcome.then(() => this.drop(run));
    return channel;
  }

  private drop(run: Run): void {
    this.channels.get(run)?.close();
    this.channels.delete(run);
  }
}
