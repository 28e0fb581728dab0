import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { debounceTime, type Subscription } from 'rxjs';
import { ExecutionEvents } from '../executions/execution-events.js';
import { DiskMeasurement } from './disk-measurement.js';
import { OrphanFolders } from './orphan-folders.js';
import { RetentionSweep } from './retention-sweep.js';

/** How long after the start the first sweep begins: whoever starts the server wants to use it first. */
const START_MS = 30_000;
const SWEEP_MS = 5 * 60_000;
const COLLECT_MS = 24 * 3_600_000;
/** How long nothing may have changed before ended runs are measured, in milliseconds: a burst of runs comes first. */
const QUIET_MS = 5_000;
/** Runs measured when it is quiet. */
const QUIET_LIMIT = 500;
/** Runs measured before each sweep, be it quiet or not: 33 a second. */
const SWEEP_LIMIT = 10_000;

type Job = (signal: AbortSignal) => Promise<number>;

/** Clears up now and then, one job at a time. */
@Injectable()
export class RetentionTimer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RetentionTimer.name);
  private readonly closing = new AbortController();
  private running: Promise<unknown> = Promise.resolve();
  /** Jobs that have not begun, by name. */
  private readonly waiting = new Map<string, Promise<number>>();
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
      .pipe(debounceTime(QUIET_MS))
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
    return this.queue('sweep', async (signal) => {
      await this.measurement.run(SWEEP_LIMIT, signal);
      return this.sweeping.run(signal);
    });
  }

  /** @returns how many executions' folders were removed */
  @Interval(COLLECT_MS)
  async collect(): Promise<number> {
    return this.queue('collect', (signal) => this.orphans.collect(signal));
  }

  /** @returns how many runs were measured */
  async measure(): Promise<number> {
    return this.queue('measure', (signal) => this.measurement.run(QUIET_LIMIT, signal));
  }

  /** A job that waits already is not queued again: it will see everything that there is to see. */
  private queue(name: string, job: Job): Promise<number> {
    const known = this.waiting.get(name);
    if (known) return known;
    const done = this.running.then(() => {
      this.waiting.delete(name);
      return this.closing.signal.aborted ? 0 : this.attempt(job);
    });
    this.waiting.set(name, done);
    this.running = done;
    return done;
  }

  private async attempt(job: Job): Promise<number> {
    try {
      return await job(this.closing.signal);
    } catch (error) {
      // a full disk or a database that is busy: the next turn tries again
      this.logger.error('Clearing up failed', error);
      return 0;
    }
  }
}
