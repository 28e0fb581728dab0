import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { ExecutionStatus } from './execution-status.js';
import { Execution } from './execution.entity.js';

/** A stretch of time: from its start up to, but not including, its end. */
export interface TimeSpan {
  start: Date;
  end: Date;
}

/** Runs of one schedule in one span that ended (or wait, or run) alike. */
export interface RunTally {
  scheduleId: number;
  /** Index into the spans that were asked for. */
  span: number;
  status: ExecutionStatus;
  count: number;
  /** The newest of them. */
  executionId: number;
}

/** How the runs of schedules went. */
@Injectable()
export class ScheduleRuns {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The newest runs of each schedule, newest first; reads a few rows of each from the end of its index. */
  async recent(perSchedule: number, scheduleIds: number[]): Promise<Execution[]> {
    if (!scheduleIds.length) return [];
    const newest = this.dataSource
      .createQueryBuilder()
      .select('recent.id')
      .from(Execution, 'recent')
      .where('recent.scheduleId = schedule.id')
      .orderBy('recent.id', 'DESC')
      .limit(perSchedule);
    return this.dataSource
      .getRepository(Execution)
      .createQueryBuilder('execution')
      .select(
        ['id', 'scheduleId', 'scriptId', 'status', 'createdAt', 'startTime', 'endTime'].map(
          (name) => `execution.${name}`,
        ),
      )
      .innerJoin('schedules', 'schedule', `execution.id IN (${newest.getQuery()})`)
      .where('schedule.id IN (:...scheduleIds)', { scheduleIds })
      .orderBy('execution.id', 'DESC')
      .getMany();
  }

  /** Counts the runs that answer planned times within spans, by schedule, span and status. */
  async tally(scheduleIds: number[], spans: TimeSpan[]): Promise<RunTally[]> {
    if (!scheduleIds.length) return [];
    const tallies: RunTally[] = [];
    for (const [span, { start, end }] of spans.entries()) {
      const rows = await this.dataSource
        .getRepository(Execution)
        .createQueryBuilder('execution')
        .select('execution.scheduleId', 'scheduleId')
        .addSelect('execution.status', 'status')
        .addSelect('COUNT(*)', 'count')
        .addSelect('MAX(execution.id)', 'executionId')
        .where('execution.scheduleId IN (:...scheduleIds)', { scheduleIds })
        .andWhere('execution.scheduledFor >= :start AND execution.scheduledFor < :end', {
          start,
          end,
        })
        .groupBy('execution.scheduleId')
        .addGroupBy('execution.status')
        .getRawMany<Omit<RunTally, 'span'>>();
      // some drivers give counts as text
      tallies.push(
        ...rows.map((row) => ({
          ...row,
          span,
          count: Number(row.count),
          executionId: Number(row.executionId),
        })),
      );
    }
    return tallies;
  }
}
