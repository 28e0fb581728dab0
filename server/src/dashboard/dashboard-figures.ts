import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Between, IsNull, MoreThanOrEqual, Repository } from 'typeorm';
import { Execution } from '../executions/execution.entity.js';
import { ExecutionStatus } from '../executions/execution-status.js';
import type { IdRange } from '../executions/executions.repository.js';
import { Schedule } from '../schedules/schedule.entity.js';
import { Script } from '../scripts/script.entity.js';
import type { TrendRow } from './trend.js';

const ENDED = [ExecutionStatus.Success, ExecutionStatus.Failed, ExecutionStatus.Cancelled];

const FAILURE_COLUMNS = {
  id: true,
  scriptId: true,
  createdAt: true,
  reason: true,
  exitCode: true,
  signal: true,
  error: true,
} as const;

export type FailureRow = Pick<Execution, keyof typeof FAILURE_COLUMNS>;

/** Rows of the trend that are read at once: a few milliseconds. */
const SLICE = 2_000;

interface RawTrendRow {
  id: number;
  status: ExecutionStatus;
  created: string | Date;
  started: string | Date | null;
  ended: string | Date | null;
}

/** Reads what the dashboard counts, drafts left out; every query is bounded by a range of ids and by a number of rows. */
@Injectable()
export class DashboardFigures {
  constructor(
    @InjectRepository(Script) private readonly scripts: Repository<Script>,
    @InjectRepository(Execution) private readonly executions: Repository<Execution>,
    @InjectRepository(Schedule) private readonly schedules: Repository<Schedule>,
  ) {}

  /** Newest first. */
  async failures({ first }: IdRange, limit: number): Promise<FailureRow[]> {
    if (first === Infinity) return [];
    return this.executions.find({
      select: FAILURE_COLUMNS,
      where: { status: ExecutionStatus.Failed, isDraft: IsNull(), id: MoreThanOrEqual(first) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** How many failed since an instant, at most `limit`. @param ids those that may have */
  async countFailedSince(since: Date, { first }: IdRange, limit: number): Promise<number> {
    if (first === Infinity) return 0;
    const found = await this.executions.find({
      select: { id: true },
      where: {
        status: ExecutionStatus.Failed,
        isDraft: IsNull(),
        id: MoreThanOrEqual(first),
        endTime: MoreThanOrEqual(since),
      },
      order: { id: 'DESC' },
      take: limit,
    });
    return found.length;
  }

  /**
   * The newest ended ones. Raw, since making twenty thousand entities would take longer than reading them, and in
   * slices, between which others get their turn: the driver answers without giving way.
   */
  async trendRows(
    { first }: IdRange,
    limit: number,
  ): Promise<{ rows: TrendRow[]; isCut: boolean }> {
    const rows: RawTrendRow[] = [];
    for (let before = Infinity; first !== Infinity && rows.length <= limit;) {
      const slice = await this.trendSlice(first, before);
      rows.push(...slice);
      before = slice.at(-1)?.id ?? 0;
      if (slice.length < SLICE) break;
      await new Promise(setImmediate);
    }
    const ended = rows.slice(0, limit).filter(({ status }) => ENDED.includes(status));
    return { rows: ended.map(readTrendRow), isCut: rows.length > limit };
  }

  /** @param before only executions with a lower id */
  private trendSlice(first: number, before: number): Promise<RawTrendRow[]> {
    return this.executions
      .createQueryBuilder('execution')
      .select('execution.id', 'id')
      .addSelect('execution.status', 'status')
      .addSelect('execution.createdAt', 'created')
      .addSelect('execution.startTime', 'started')
      .addSelect('execution.endTime', 'ended')
      .where({ isDraft: IsNull() })
      .andWhere({ id: before === Infinity ? MoreThanOrEqual(first) : Between(first, before - 1) })
      .orderBy('execution.id', 'DESC')
      .limit(SLICE)
      .getRawMany<RawTrendRow>();
  }

  /** The nearest planned times of a window, and how many schedules have one. */
  async planned(from: Date, to: Date, limit: number): Promise<[Schedule[], number]> {
    return this.schedules.findAndCount({
      where: { nextRunTime: Between(from, to) },
      order: { nextRunTime: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  async countDisabledSchedules(): Promise<number> {
    return this.schedules.countBy({ enabled: false });
  }

  async hasScripts(): Promise<boolean> {
    return this.scripts.exists();
  }

  async hasExecutions(): Promise<boolean> {
    return this.executions.exists();
  }

  async hasSchedules(): Promise<boolean> {
    return this.schedules.exists();
  }
}

const readTrendRow = ({ status, created, started, ended }: RawTrendRow): TrendRow => ({
  status,
  createdMs: instantMs(created),
  durationMs: started && ended ? instantMs(ended) - instantMs(started) : null,
});

/** SQLite's driver answers raw instants as text in UTC, PostgreSQL's as dates. */
const instantMs = (value: string | Date): number =>
  typeof value === 'string' ? Date.parse(`${value.replace(' ', 'T')}Z`) : value.getTime();
