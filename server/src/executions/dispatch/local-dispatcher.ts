import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ServerConfig } from '../../config/server-config.js';
import type { EnvironmentBuild } from '../../environments/environment-build.js';
import type { InstallLog } from '../../environments/install/install-log.js';
import { because, type Cause, sentenceOf } from '../../runner/causes.js';
import type { RunOutcome } from '../../runner/run.types.js';
import { type Run, Runner } from '../../runner/runner.js';
import { ScriptsService } from '../../scripts/scripts.service.js';
import { Clock } from '../../shared/time/clock.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionEvents } from '../execution-events.js';
import { ExecutionStatus, FailureReason } from '../execution-status.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { LiveRuns } from '../live-runs.js';
import { ExecutionProgress } from '../progress/execution-progress.js';
import { DiskReserve } from './disk-reserve.js';
import { ExecutionDispatcher } from './execution-dispatcher.js';
import { ExecutionLauncher } from './execution-launcher.js';
import { Installations } from './installations.js';
import { type Obstacle, type QueuePlace, WaitingQueue } from './waiting-queue.js';

/** How long to wait before looking at a full disk again, in milliseconds. */
const DISK_RETRY_MS = 5_000;

/** How long to wait before storing an outcome again that the database refused, in milliseconds. */
const STORE_RETRY_MS = 2_000;

const INSTALLING: QueuePlace = {
  position: null,
  reason: 'dependencies',
  behind: [],
  waitingFor: 'Its dependencies are being installed.',
};

interface Starting {
  /** Whether somebody wants it stopped before there is anything to stop. */
  isStopWanted: boolean;
  done: Promise<void>;
}

/** Runs executions in this process: the queue is in memory, rebuilt from the rows at start. */
@Injectable()
export class LocalDispatcher
  extends ExecutionDispatcher
  implements OnApplicationBootstrap, OnModuleDestroy
{
  private readonly logger = new Logger(LocalDispatcher.name);
  private readonly queue: WaitingQueue<Execution>;
  /** On their way from the row to the engine. */
  private readonly starting = new Map<number, Starting>();
  private diskObstacle: Obstacle | null = null;
  private diskTimer: NodeJS.Timeout | undefined;
  private isClosing = false;

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly scripts: ScriptsService,
    private readonly launcher: ExecutionLauncher,
    private readonly runner: Runner,
    private readonly installations: Installations,
    private readonly disk: DiskReserve,
    private readonly live: LiveRuns,
    private readonly progress: ExecutionProgress,
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
    for (const execution of await this.executions.withStatus(ExecutionStatus.Pending)) {
      this.queue.add(execution, await this.scripts.concurrencyLimitOf(execution.scriptId));
    }
    this.pump();
  }

  onModuleDestroy(): void {
    this.isClosing = true;
    clearTimeout(this.diskTimer);
  }

  async dispatch(execution: Execution, scriptLimit: number | null): Promise<void> {
    this.queue.add(execution, scriptLimit);
    this.pump();
    // the script runs while its caller is answered, rather than after
    await this.starting.get(execution.id)?.done;
  }

  stop(executionId: number): void {
    const starting = this.starting.get(executionId);
    if (starting) starting.isStopWanted = true;
    this.live.get(executionId)?.stop('cancelled');
  }

  forget(executionId: number): void {
    this.queue.remove(executionId);
    this.installations.remove(executionId);
    this.pump();
    this.events.announceChange(executionId);
    this.events.announceQueueMove();
  }

  placeOf(executionId: number): QueuePlace | undefined {
    const place = this.queue.placeOf(executionId);
    if (this.installations.logOf(executionId)) return INSTALLING;
    return place && this.diskObstacle ? { ...place, ...this.diskObstacle } : place;
  }

  installLogOf(executionId: number): InstallLog | undefined {
    return this.installations.logOf(executionId);
  }

  counts(): { running: number; waiting: number } {
    return {
      running: this.queue.runningCount,
      waiting: this.queue.waitingCount + this.installations.count,
    };
  }

  private async adopt(execution: Execution): Promise<void> {
    const adoption = await this.runner.adopt(execution.id, this.launcher.limitsOf(execution));
    if (adoption.kind === 'never_started') {
      const nothing = { startTime: null, isolation: null, reach: null };
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
    this.watch(adoption.run, execution);
  }

  /** Starts what may start. */
  private pump(): void {
    if (this.isClosing || !this.queue.waitingCount) return;
    this.diskObstacle = this.disk.obstacle();
    if (this.diskObstacle) {
      clearTimeout(this.diskTimer);
      this.diskTimer = setTimeout(() => this.pump(), DISK_RETRY_MS).unref();
      this.events.announceQueueMove();
      return;
    }
    const waiting = this.queue.waitingCount;
    for (let next = this.queue.startNext(); next; next = this.queue.startNext()) {
      const starting: Starting = { isStopWanted: false, done: Promise.resolve() };
      this.starting.set(next.id, starting);
      starting.done = this.start(next, starting);
    }
    if (this.queue.waitingCount < waiting) this.events.announceQueueMove();
  }

  private async start(execution: Execution, starting: Starting): Promise<void> {
    try {
      const launch = await this.launcher.launch(execution);
      if (launch.kind === 'void') this.free(execution.id);
      if (launch.kind === 'started') this.watch(launch.run, execution);
      if (launch.kind === 'installing') void this.awaitInstallation(execution, launch.build);
      if (launch.kind === 'refused') await this.failDependencies(execution.id, launch.cause);
      if (launch.kind === 'started' && starting.isStopWanted) launch.run.stop('cancelled');
    } catch (error) {
      // the engine turns what can go wrong with a run into its outcome, so this is the database or the disk of the server
      this.logger.error('Execution could not be started', error);
      await this.failStart(execution.id);
    } finally {
      this.starting.delete(execution.id);
    }
  }

  private watch(run: Run, execution: Execution): void {
    this.live.add(run);
    this.progress.store(run);
    this.events.announceChange(run.id, execution);
    void this.conclude(run, execution);
  }

  private async conclude(run: Run, execution: Execution): Promise<void> {
    // the next one starts while the end of this one is read and stored
    await run.over;
    this.free(run.id);
    await this.store(execution, await run.outcome);
  }

  /** Writes the end of a run into its row, again and again if need be: the row must not say `running` for ever. */
  private async store(execution: Execution, outcome: RunOutcome): Promise<void> {
    const { id } = execution;
    try {
      const isOurs = await this.launcher.conclude(execution, outcome);
      this.live.remove(id);
      this.events.announceChange(id, isOurs ? execution : null);
    } catch (error) {
      // at shutdown the database closes first; the next start finds the outcome in the control folder
      if (this.isClosing) return;
      this.logger.error('The end of an execution could not be stored, trying again', error);
      setTimeout(() => void this.store(execution, outcome), STORE_RETRY_MS).unref();
    }
  }

  private free(executionId: number): void {
    this.queue.remove(executionId);
    this.pump();
  }

  /** Sets an execution aside until its dependencies are installed, or cannot be. */
  private async awaitInstallation(execution: Execution, build: EnvironmentBuild): Promise<void> {
    const { id } = execution;
    if (!this.queue.setAside(id)) return;
    this.installations.add(id, build);
    this.pump();
    await this.installations.storeStart(execution);
    this.events.announceChange(id);
    const outcome = await build.outcome;
    // cancelled meanwhile, or the server is being stopped: the next one installs anew
    if (!this.installations.remove(id) || this.isClosing) return;
    if (outcome.kind !== 'failed') await this.installations.storeEnd(execution);
    // one that was stopped just before this execution joined it is asked for again
    if (outcome.kind === 'failed') return this.failDependencies(id, outcome.cause);
    this.queue.resume(execution);
    this.pump();
    this.events.announceQueueMove();
  }

  private failDependencies(executionId: number, cause: Cause): Promise<void> {
    return this.failWaiting(executionId, FailureReason.Dependencies, cause);
  }

  private failStart(executionId: number): Promise<void> {
    return this.failWaiting(executionId, FailureReason.Launch, because('server_failed'));
  }

  private async failWaiting(
    executionId: number,
    reason: FailureReason,
    cause: Cause,
  ): Promise<void> {
    const facts = { reason, cause, error: sentenceOf(cause), endTime: this.clock.now() };
    const { Pending, Running, Failed } = ExecutionStatus;
    try {
      const wasClaimed = await this.executions.move(executionId, Running, Failed, facts);
      // the claim itself may be what failed: left pending, nobody would look at it before the next start
      if (!wasClaimed) await this.executions.move(executionId, Pending, Failed, facts);
    } catch (error) {
      // the database itself is out of reach: the row is found again at the next start
      this.logger.error('A failed start could not be stored', error);
    }
    this.events.announceChange(executionId);
    this.free(executionId);
  }
}
