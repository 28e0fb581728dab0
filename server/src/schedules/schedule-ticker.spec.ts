import { Logger } from '@nestjs/common';
import { readConfig } from '../config/server-config.js';
import { SettableClock } from '../../test/support/settable-clock.js';
import type { DueSchedules } from './due-schedules.js';
import { ScheduleTicker } from './schedule-ticker.js';

const START = '2026-01-01T08:00:00.000Z';

/** A queue of one planned time, which records when it was looked at. */
class QueueStub {
  planned: Date | null = null;
  failures = 0;
  readonly looks: string[] = [];

  fire(now: Date): Promise<number> {
    this.looks.push(now.toISOString());
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new Error('disk full'));
    }
    if (!this.planned || this.planned > now) return Promise.resolve(0);
    this.planned = null;
    return Promise.resolve(1);
  }

  nearest(after: Date): Promise<Date | null> {
    return Promise.resolve(this.planned && this.planned > after ? this.planned : null);
  }
}

describe('ScheduleTicker', () => {
  let queue: QueueStub;
  let ticker: ScheduleTicker;

  function start(settings = {}): void {
    queue = new QueueStub();
    ticker = new ScheduleTicker(
      queue as unknown as DueSchedules,
      new SettableClock(),
      readConfig(settings),
    );
    ticker.onApplicationBootstrap();
  }

  const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(START) });
  });

  afterEach(async () => {
    await ticker.beforeApplicationShutdown();
    jest.useRealTimers();
  });

  it('looks at the queue at start, at the next planned time, and every 30 s', async () => {
    start();
    queue.planned = new Date('2026-01-01T08:00:10Z');
    await pass(65);
    expect(queue.looks).toEqual([START, '2026-01-01T08:00:10.000Z', '2026-01-01T08:00:40.000Z']);
  });

  it('wakes earlier for a time that is planned meanwhile', async () => {
    start();
    await pass(1);
    queue.planned = new Date('2026-01-01T08:00:05Z');
    ticker.wakeBy(queue.planned);
    await pass(5);
    expect(queue.looks).toEqual([START, '2026-01-01T08:00:05.000Z']);
  });

  it('logs a failing tick and tries again', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    start();
    queue.failures = 1;
    queue.planned = new Date(START);
    await pass(29);
    expect(queue.looks).toHaveLength(1);
    expect(error).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(queue.planned).toBeNull();
  });

  it('runs ticks one after the other, also after a failed one', async () => {
    start({ SCHEDULER: 'false' });
    queue.failures = 1;
    queue.planned = new Date(START);
    const ticks = await Promise.allSettled([ticker.tick(), ticker.tick(), ticker.tick()]);
    expect(ticks.map((tick) => (tick.status === 'fulfilled' ? tick.value : 'failed'))).toEqual([
      'failed',
      1,
      0,
    ]);
  });

  it('stays still where schedules are not fired, and after the end', async () => {
    start({ SCHEDULER: 'false' });
    ticker.wakeBy(new Date(START));
    await pass(60);
    expect(queue.looks).toEqual([]);
    start();
    await ticker.beforeApplicationShutdown();
    ticker.wakeBy(new Date(START));
    await pass(60);
    expect(queue.looks).toEqual([]);
  });
});
