import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { auditTime, type Subscription } from 'rxjs';
import { ExecutionEvents } from '../executions/execution-events.js';
import { DiskMeasurement } from './disk-measurement.js';
import { OrphanFolders } from './orphan-folders.js';
import { RetentionSweep } from './retention-sweep.js';

/** How long after the start the first sweep begins: whoever starts the server wants to use it first. */
const START_MS = 30_000;
const SWEEP_MS = 5 * 60_000;
const COLLECT_MS = 24 * 3_600_000;
/** How long after a change runs are measured that have ended, in milliseconds: a burst of runs is over by then. */
const MEASURE_MS = 5_000;

/** Clears up now and then, one job at a time. */
@Injectable()
export class RetentionTimer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RetentionTimer.name);
  private readonly closing = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  private startTimer?: NodeJS.Timeout;
  private changes?: Subscription;

  constructor(
    private readonly sweeping: RetentionSweep,
    private readonly orphans: OrphanFolders,
    private readonly measurement: DiskMeasurement,
    private readonly events: ExecutionEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.startTimer = setTimeout(() => {
      void this.sweep();
      void this.collect();
    }, START_MS).unref();
    this.changes = this.events.changed
      .pipe(auditTime(MEASURE_MS))
      .subscribe(() => void this.measure());
  }

  /** Nothing is deleted any more once it resolves. */
  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.startTimer);
    this.changes?.unsubscribe();
    this.closing.abort();
    await this.running;
  }

  /** Measures first: the limit on bytes needs to know them. @returns how many executions were deleted */
  @Interval(SWEEP_MS)
  async sweep(): Promise<number> {
    return this.queue(async (signal) => {
      await this.measurement.run(signal);
      return this.sweeping.run(signal);
    });
  }

  /** @returns how many executions' folders were removed */
  @Interval(COLLECT_MS)
  async collect(): Promise<number> {
    return this.queue((signal) => this.orphans.collect(signal));
  }

  /** @returns how many runs were measured */
  async measure(): Promise<number> {
    return this.queue((signal) => this.measurement.run(signal));
  }

  private queue(job: (signal: AbortSignal) => Promise<number>): Promise<number> {
    const done = this.running.then(() => (this.closing.signal.aborted ? 0 : this.attempt(job)));
    this.running = done;
    return done;
  }

  private async attempt(job: (signal: AbortSignal) => Promise<number>): Promise<number> {
    try {
      return await job(this.closing.signal);
    } catch (error) {
      // a full disk or a database that is busy: the next turn tries again
      this.logger.error('Clearing up failed', error);
      return 0;
    }
  }
}
