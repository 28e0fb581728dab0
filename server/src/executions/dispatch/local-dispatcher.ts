import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ServerConfig } from '../../config/server-config.js';
import { type Run, Runner } from '../../runner/runner.js';
import { ScriptsService } from '../../scripts/scripts.service.js';
import { Clock } from '../../shared/time/clock.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionEvents } from '../execution-events.js';
import { ExecutionStatus, FailureReason } from '../execution-status.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { LiveRuns } from '../live-runs.js';
import { DiskReserve } from './disk-reserve.js';
import { ExecutionDispatcher } from './execution-dispatcher.js';
import { ExecutionLauncher } from './execution-launcher.js';
import { type QueuePlace, WaitingQueue } from './waiting-queue.js';

/** How long to wait before looking at a full disk again, in milliseconds. */
const DISK_RETRY_MS = 5_000;

/** How long to wait before storing an outcome again that the database refused, in milliseconds. */
const STORE_RETRY_MS = 2_000;

/** Runs executions in this process: the queue is in memory, rebuilt from the rows at start. */
@Injectable()
export class LocalDispatcher
  extends ExecutionDispatcher
  implements OnApplicationBootstrap, OnModuleDestroy
{
  private readonly logger = new Logger(LocalDispatcher.name);
  private readonly queue: WaitingQueue;
  /** Claimed, not yet started: whether somebody wants them stopped. */
  private readonly starting = new Map<number, { isStopWanted: boolean }>();
  private pumping: Promise<void> | null = null;
  private isPumpWanted = false;
  private diskObstacle: string | null = null;
  private diskTimer: NodeJS.Timeout | undefined;
  private isClosing = false;

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly scripts: ScriptsService,
    private readonly launcher: ExecutionLauncher,
    private readonly runner: Runner,
    private readonly disk: DiskReserve,
    private readonly live: LiveRuns,
    private readonly events: ExecutionEvents,
    private readonly clock: Clock,
    config: ServerConfig,
  ) {
    super();
    this.queue = new WaitingQueue(config.EXECUTION_CONCURRENCY);
  }

  /** Finds what an earlier server left: runs that went on, runs that ended meanwhile, executions that wait. */
  async onApplicationBootstrap(): Promise<void> {
    const running = await this.executions.withStatus(ExecutionStatus.Running);
    await Promise.all(running.map((execution) => this.adopt(execution)));
    for (const execution of await this.executions.withStatus(ExecutionStatus.Pending))
      await this.enqueue(execution);
    this.pump();
  }

  onModuleDestroy(): void {
    this.isClosing = true;
    clearTimeout(this.diskTimer);
  }

  async dispatch(execution: Execution): Promise<void> {
    await this.enqueue(execution);
    this.pump();
  }

  stop(executionId: number): void {
    const starting = this.starting.get(executionId);
    if (starting) starting.isStopWanted = true;
    this.live.get(executionId)?.stop('cancelled');
  }

  forget(executionId: number): void {
    this.queue.remove(executionId);
    this.events.announceChange(executionId);
    this.events.announceQueueMove();
  }

  placeOf(executionId: number): QueuePlace | undefined {
    const place = this.queue.placeOf(executionId);
    return place && this.diskObstacle ? { ...place, waitingFor: this.diskObstacle } : place;
  }

  counts(): { running: number; waiting: number } {
    return { running: this.queue.runningCount, waiting: this.queue.waitingCount };
  }

  private async enqueue(execution: Execution): Promise<void> {
    const limit = await this.scripts.concurrencyLimitOf(execution.scriptId);
    this.queue.add(execution, limit);
  }

  private async adopt(execution: Execution): Promise<void> {
    const adoption = await this.runner.adopt(execution.id);
    if (adoption.kind === 'never_started') {
      const nothing = { startTime: null, isolation: null };
      await this.executions.move(
        execution.id,
        ExecutionStatus.Running,
        ExecutionStatus.Pending,
        nothing,
      );
      return;
    }
    this.logger.log('Execution adopted', { executionId: execution.id });
    this.queue.addRunning(execution.id, execution.scriptId);
    this.watch(adoption.run);
  }

  /** Starts what may start. Calls while it works are answered by one more round. */
  private pump(): void {
    this.isPumpWanted = true;
    this.pumping ??= this.startWaiting()
      .catch((error: unknown) =>
        this.logger.error('Waiting executions could not be started', error),
      )
      .finally(() => {
        this.pumping = null;
        if (this.isPumpWanted) this.pump();
      });
  }

  private async startWaiting(): Promise<void> {
    this.isPumpWanted = false;
    if (this.isClosing || !this.queue.waitingCount) return;
    this.diskObstacle = await this.disk.obstacle();
    if (this.diskObstacle) {
      clearTimeout(this.diskTimer);
      this.diskTimer = setTimeout(() => this.pump(), DISK_RETRY_MS).unref();
      this.events.announceQueueMove();
      return;
    }
    let hasStarted = false;
    for (
      let next = this.queue.startNext();
      next && !this.isClosing;
      next = this.queue.startNext()
    ) {
      hasStarted = true;
      void this.start(next.id);
    }
    if (hasStarted && this.queue.waitingCount) this.events.announceQueueMove();
  }

  private async start(executionId: number): Promise<void> {
    const starting = { isStopWanted: false };
    this.starting.set(executionId, starting);
    try {
      const run = await this.launcher.launch(executionId);
      if (!run) this.release(executionId);
      else this.watch(run);
      if (starting.isStopWanted) run?.stop('cancelled');
    } catch (error) {
      // the engine turns what can go wrong with a run into its outcome, so this is the database or the disk of the server
      this.logger.error('Execution could not be started', error);
      await this.failStart(executionId);
    } finally {
      this.starting.delete(executionId);
    }
  }

  private watch(run: Run): void {
    this.live.add(run);
    this.events.announceChange(run.id);
    void this.conclude(run);
  }

  /** Stores the end of a run. Its place stays taken until that worked: the row must not say `running` for ever. */
  private async conclude(run: Run): Promise<void> {
    try {
      await this.launcher.conclude(run);
      this.release(run.id);
    } catch (error) {
      // at shutdown the database closes first; the next start finds the outcome in the control folder
      if (this.isClosing) return;
      this.logger.error('The end of an execution could not be stored, trying again', error);
      setTimeout(() => void this.conclude(run), STORE_RETRY_MS).unref();
    }
  }

  private release(executionId: number): void {
    this.live.remove(executionId);
    this.queue.remove(executionId);
    this.pump();
  }

  private async failStart(executionId: number): Promise<void> {
    const facts = {
      reason: FailureReason.Launch,
      error: 'The server could not start it. Its own log says why.',
      endTime: this.clock.now(),
    };
    try {
      await this.executions.move(
        executionId,
        ExecutionStatus.Running,
        ExecutionStatus.Failed,
        facts,
      );
    } catch (error) {
      // the database itself is out of reach: the row is found again at the next start
      this.logger.error('A failed start could not be stored', error);
    }
    this.events.announceChange(executionId);
    this.release(executionId);
  }
}
