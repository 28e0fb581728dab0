import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { Clock } from '../shared/time/clock.js';
import { DueSchedules } from './due-schedules.js';

/**
 * Longest time between two looks at the queue, in milliseconds: how late a change by another server or a jump of the
 * machine's clock is noticed. It also keeps clear of 2^31 ms, above which a timer fires at once.
 */
const LONGEST_SLEEP_MS = 30_000;

/** Fires due schedules: one timer for the nearest planned time of all. */
@Injectable()
export class ScheduleTicker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ScheduleTicker.name);
  private isOn = false;
  private timer?: NodeJS.Timeout;
  /** When the timer fires, in milliseconds since the epoch. */
  private wakeTime = Infinity;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly due: DueSchedules,
    private readonly clock: Clock,
    private readonly config: ServerConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.SCHEDULER) return;
    this.isOn = true;
    this.wakeBy(this.clock.now());
  }

  /** No new runs are started once it resolves. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isOn = false;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Makes sure that the queue is looked at when something is due; does nothing where schedules are not fired. */
  wakeBy(due: Date | null): void {
    if (!this.isOn) return;
    const now = this.clock.now().getTime();
    const wakeTime = Math.min(due?.getTime() ?? Infinity, now + LONGEST_SLEEP_MS);
    if (wakeTime >= this.wakeTime) return;
    clearTimeout(this.timer);
    this.wakeTime = wakeTime;
    this.timer = setTimeout(() => void this.wake(), Math.max(0, wakeTime - now));
  }

  /**
   * Fires what is due now; waits for a tick that is on its way.
   * @returns how many runs were started
   */
  tick(): Promise<number> {
    const tick = this.running.then(() => this.due.fire(this.clock.now()));
    // a failure is the caller's to handle; the tick after it must run all the same
    this.running = tick.catch(() => undefined);
    return tick;
  }

  private async wake(): Promise<void> {
    this.wakeTime = Infinity;
    const now = this.clock.now();
    let nearest: Date | null = null;
    try {
      await this.tick();
      // what was due by now and could not be started is tried again after the longest sleep, not at once
      nearest = await this.due.nearest(now);
    } catch (error) {
      // a locked or full database may recover, and schedules must go on then
      this.logger.error('Firing due schedules failed', error);
    }
    this.wakeBy(nearest);
  }
}
