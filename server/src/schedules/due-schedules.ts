import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  DataSource,
  type EntityManager,
  In,
  IsNull,
  LessThanOrEqual,
  MoreThan,
  Not,
  QueryFailedError,
} from 'typeorm';
import { ExecutionsService } from '../executions/executions.service.js';
import { CronExpression } from './cron-expression.js';
import { Schedule } from './schedule.entity.js';

/**
 * Schedules moved in one transaction. SQLite answers without giving way to the event loop, so everything else waits for
 * a batch: about 15 ms for this many (measured).
 */
const BATCH_SIZE = 25;

/**
 * The queue of due schedules, kept in the database. A planned time starts its run exactly once however many servers
 * share the database: whoever moves `next_run_time` away from it inserts the execution, in the same transaction.
 */
@Injectable()
export class DueSchedules {
  private readonly logger = new Logger(DueSchedules.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly executions: ExecutionsService,
  ) {}

  /** The first planned time of all enabled schedules after an instant; null when nothing is planned. */
  async nearest(after: Date): Promise<Date | null> {
    const [schedule] = await this.dataSource.manager.find(Schedule, {
      select: { id: true, nextRunTime: true },
      where: { enabled: true, nextRunTime: MoreThan(after) },
      order: { nextRunTime: 'ASC' },
      take: 1,
    });
    return schedule?.nextRunTime ?? null;
  }

  /**
   * Starts the runs of all schedules that are due. A schedule that was due several times, because no server ran, gets
   * one late run for the first of them.
   * @returns how many runs it started
   */
  async fire(now: Date): Promise<number> {
    const failed: number[] = [];
    const next = nextTimeMemo(now);
    let started = 0;
    for (;;) {
      const due = await this.select(now, failed);
      const executionIds = await this.claimAll(due, now, next, failed);
      if (executionIds.length) await this.executions.dispatchPlanned(executionIds);
      started += executionIds.length;
      if (due.length < BATCH_SIZE) return started;
      await new Promise(setImmediate);
    }
  }

  private select(now: Date, failed: number[]): Promise<Schedule[]> {
    return this.dataSource.manager.find(Schedule, {
      where: {
        enabled: true,
        nextRunTime: LessThanOrEqual(now),
        ...(failed.length && { id: Not(In(failed)) }),
      },
      order: { nextRunTime: 'ASC', id: 'ASC' },
      take: BATCH_SIZE,
    });
  }

  /** Adds the ids of schedules that could not be moved to `failed`; they stay due. */
  private async claimAll(
    due: Schedule[],
    now: Date,
    next: NextTime,
    failed: number[],
  ): Promise<number[]> {
    try {
      return await this.claim(due, now, next);
    } catch (error) {
      // one schedule at fault must not hold up the others, so each gets a transaction of its own
      this.logger.warn('Batch of due schedules failed', { size: due.length, error });
    }
    const executionIds: number[] = [];
    for (const schedule of due) {
      try {
        executionIds.push(...(await this.claim([schedule], now, next)));
      } catch (error) {
        failed.push(schedule.id);
        if (isUniqueViolation(error)) {
          // the machine's clock was set back and the schedule changed: this planned time had its run before
          await this.move(this.dataSource.manager, schedule, now, next);
        } else {
          // a full disk, a locked database: whatever it is, the next tick tries again
          this.logger.error('Due schedule failed', error, { scheduleId: schedule.id });
        }
      }
    }
    return executionIds;
  }

  private claim(due: Schedule[], now: Date, next: NextTime): Promise<number[]> {
    return this.dataSource.transaction(async (manager) => {
      const executionIds: number[] = [];
      for (const schedule of due) {
        const { id, scriptId, params, nextRunTime } = schedule;
        if (!nextRunTime || !(await this.move(manager, schedule, now, next))) continue;
        executionIds.push(
          await this.executions.planScheduled(manager, {
            scheduleId: id,
            scriptId,
            params,
            scheduledFor: nextRunTime,
          }),
        );
      }
      return executionIds;
    });
  }

  /** @returns whether this server was the one that moved it */
  private async move(
    manager: EntityManager,
    schedule: Schedule,
    now: Date,
    next: NextTime,
  ): Promise<boolean> {
    const { id, nextRunTime } = schedule;
    const { affected } = await manager.update(
      Schedule,
      { id, nextRunTime: nextRunTime ?? IsNull() },
      { nextRunTime: next(schedule), lastRunTime: now },
    );
    return affected === 1;
  }
}

type NextTime = (schedule: Schedule) => Date | null;

/** Many schedules share an expression (every hour, midnight): each is computed once a tick. */
function nextTimeMemo(now: Date): NextTime {
  const times = new Map<string, Date | null>();
  return ({ cronExpression, timezone }) => {
    const key = `${cronExpression} ${timezone}`;
    const known = times.get(key);
    if (known !== undefined) return known;
    const time = new CronExpression(cronExpression, timezone).next(now);
    times.set(key, time);
    return time;
  };
}

const isUniqueViolation = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  ['SQLITE_CONSTRAINT_UNIQUE', '23505'].includes(
    (error.driverError as { code?: string }).code ?? '',
  );
