import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Request, Response } from 'express';
import { firstValueFrom, fromEvent, takeUntil } from 'rxjs';
import { type Run, Runner } from '../../runner/runner.js';
import { ExecutionDispatcher } from '../dispatch/execution-dispatcher.js';
import type { ExecutionSummaryDto } from '../dto/execution.dto.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionEvents } from '../execution-events.js';
import { ExecutionReader } from '../execution-reader.js';
import { ExecutionStatus, isFinal } from '../execution-status.js';
import { LiveRuns } from '../live-runs.js';
import { ExecutionProgress } from '../progress/execution-progress.js';
import { installLogParts, installLogSize } from './install-log-reader.js';
import { logSizes } from './log-sizes.js';
import { LogChannel } from './log-channel.js';
import type { LogStreamQuery } from '../dto/log-stream.query.js';
import { LogClient } from './log-client.js';
import { LogLines } from './log-lines.js';
import { mergedLog } from './merged-log.js';
import {
  bytesBetween,
  formatChunk,
  formatEvent,
  formatInstall,
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

/** Serves logs as server-sent events: history from the files, then live, then the final status. */
@Injectable()
export class LogStreams implements OnModuleInit, OnModuleDestroy {
  private readonly channels = new Map<Run, LogChannel>();
  private readonly clients = new Set<LogClient>();
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly reader: ExecutionReader,
    private readonly runner: Runner,
    private readonly dispatcher: ExecutionDispatcher,
    private readonly live: LiveRuns,
    private readonly progress: ExecutionProgress,
    private readonly events: ExecutionEvents,
    private readonly lines: LogLines,
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
  async open(
    id: number,
    query: LogStreamQuery,
    request: Request,
    response: Response,
  ): Promise<void> {
    // listening starts before the row is read: a change in between is not missed
    const changed = this.nextChange(id, response);
    const summary = await this.reader.summary(id);
    const client = new LogClient(request, response, query);
    this.clients.add(client);
    try {
      if (client.tailBytes !== null) await this.skipToTail(id, client, client.tailBytes);
      await this.follow(summary, client, changed, () => this.nextChange(id, response));
    } finally {
      this.clients.delete(client);
      client.end();
    }
  }

  /** Leaves out all but the end of a long log, and says which line comes next. */
  private async skipToTail(id: number, client: LogClient, bytes: number): Promise<void> {
    const tail = await this.lines.tail(await this.lines.find(id), bytes);
    if (!tail) return;
    const { line, ...position } = tail;
    client.send(formatSkip(bytesBetween(client.position, position), position, line));
    client.position = position;
    // it comes before what is left out
    client.installed = Infinity;
  }

  private async follow(
    first: ExecutionSummaryDto,
    client: LogClient,
    firstChange: Promise<Execution | null>,
    nextChange: () => Promise<Execution | null>,
  ): Promise<void> {
    const { id, script_name: scriptName } = first;
    let summary = first;
    let changed = firstChange;
    let followed: Run | undefined;
    while (!isFinal(summary.status) && !client.isClosed) {
      client.send(formatEvent('status', summary));
      const run = summary.status === ExecutionStatus.Running ? this.live.get(id) : undefined;
      if (run) await this.followRun((followed = run), client);
      else await this.followWaiting(summary, client, changed);
      const row = await changed;
      changed = nextChange();
      summary = row ? this.reader.summarizeOne(row, scriptName) : await this.reader.summary(id);
    }
    await this.sendRest(id, client, followed);
    client.end(formatEvent('status', summary, client.position));
  }

  /** Resolves when the row changes, because the run has started or its end is stored, or when the connection ends. */
  private nextChange(id: number, response: Response): Promise<Execution | null> {
    const change = this.events.changesOf(id).pipe(takeUntil(fromEvent(response, 'close')));
    return firstValueFrom(change, { defaultValue: null });
  }

  /** Until the row changes, or what is installed for it is complete. */
  private async followWaiting(
    summary: ExecutionSummaryDto,
    client: LogClient,
    changed: Promise<unknown>,
  ): Promise<void> {
    const log = this.dispatcher.installLogOf(summary.id);
    if (!log) return this.tellPlaces(summary, client, changed);
    let isOver = false;
    const change = changed.then(() => (isOver = true));
    while (!isOver && !client.isClosed) {
      await this.sendInstalled(summary.id, client);
      await Promise.race([log.beyond(client.installed), change]);
      if (this.dispatcher.installLogOf(summary.id) !== log) break;
    }
    if (!isOver) await this.tellPlaces(summary, client, changed);
  }

  /** Sends what a client lacks of what was installed for the run. */
  private async sendInstalled(id: number, client: LogClient): Promise<void> {
    if (client.installed === Infinity) return;
    const control = this.runner.controlOf(id);
    const size = installLogSize(control) ?? 0;
    // a server that was killed while it installed: the next one has begun anew
    if (client.installed > size) client.installed = 0;
    for await (const part of installLogParts(control, client.installed, size)) {
      client.installed = part.end;
      client.send(formatInstall(part));
      await client.drained();
      if (client.isClosed) return;
    }
  }

  /** Sends the place in the queue whenever it is another one, until the row changes. */
  private async tellPlaces(
    summary: ExecutionSummaryDto,
    client: LogClient,
    changed: Promise<unknown>,
  ): Promise<void> {
    let told = summary;
    const moves = this.events.queueMoved.subscribe(() => {
      const place = this.reader.placeOf(summary.id);
      const isSame =
        place.queue_position === told.queue_position && place.waiting_for === told.waiting_for;
      // without a place it is being started: the row will say so
      if (isSame || place.queue_position === null) return;
      told = { ...summary, ...place };
      client.send(formatEvent('status', told));
    });
    await changed;
    moves.unsubscribe();
  }

  /** Resolves when the run has ended, or the connection. */
  private async followRun(run: Run, client: LogClient): Promise<void> {
    await this.sendInstalled(run.id, client);
    client.installed = Infinity;
    const news = this.progress.of(run).subscribe(({ percent, message }) => {
      // whoever is slow hears of the next one
      if (!client.isSlow)
        client.send(formatEvent('progress', { progress: percent, progress_message: message }));
    });
    try {
      await this.followChannel(run, client);
    } finally {
      news.unsubscribe();
    }
  }

  private async followChannel(run: Run, client: LogClient): Promise<void> {
    const channel = this.channelOf(run);
    channel.enter();
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
    if (channel.leave() && this.channels.get(run) === channel) this.drop(run);
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

  private async sendRest(id: number, client: LogClient, followed: Run | undefined): Promise<void> {
    await this.sendInstalled(id, client);
    const end = followed?.position() ?? (await logSizes(this.runner.controlOf(id)));
    await this.catchUp(id, client, () => end, !!followed);
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
