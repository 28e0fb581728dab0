import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ScheduleRuns } from '../executions/schedule-runs.js';
import { ScriptsService } from '../scripts/scripts.service.js';
import {
  type ListSchedulesQuery,
  ScheduleDto,
  type SchedulePageDto,
  ScheduleState,
} from './dto/schedule.dto.js';
import { Schedule } from './schedule.entity.js';
import { ScheduleNotFoundError } from './schedule.errors.js';

const RECENT_RUNS = 12;

/** Schedules as people see them: with the names of their scripts and their last runs. */
@Injectable()
export class ScheduleReader {
  constructor(
    @InjectRepository(Schedule) private readonly schedules: Repository<Schedule>,
    private readonly scripts: ScriptsService,
    private readonly runs: ScheduleRuns,
  ) {}

  /** By name. */
  async list(query: ListSchedulesQuery): Promise<SchedulePageDto> {
    const { page = 1, per_page: perPage = 20 } = query;
    const [schedules, total] = await this.matching(query)
      .orderBy('schedule.name', 'ASC')
      .addOrderBy('schedule.id', 'ASC')
      .skip((page - 1) * perPage)
      .take(perPage)
      .getManyAndCount();
    const items = await this.describeAll(schedules);
    return { items, total, page, per_page: perPage, next_cursor: null };
  }

  /** @throws ScheduleNotFoundError */
  async get(id: number): Promise<ScheduleDto> {
    const schedule = await this.schedules.findOneBy({ id });
    if (!schedule) throw new ScheduleNotFoundError(id);
    return this.describe(schedule);
  }

  async describe(schedule: Schedule): Promise<ScheduleDto> {
    const [names, runs] = [
      await this.scripts.namesOf([schedule.scriptId]),
      await this.runs.recent(RECENT_RUNS, [schedule.id]),
    ];
    return ScheduleDto.from(schedule, names.get(schedule.scriptId) ?? '', runs);
  }

  private async describeAll(schedules: Schedule[]): Promise<ScheduleDto[]> {
    const names = await this.scripts.namesOf(schedules.map(({ scriptId }) => scriptId));
    const ids = schedules.map(({ id }) => id);
    const runs = await this.runs.recent(RECENT_RUNS, ids);
    return schedules.map((schedule) =>
      ScheduleDto.from(
        schedule,
        names.get(schedule.scriptId) ?? '',
        runs.filter(({ scheduleId }) => scheduleId === schedule.id),
      ),
    );
  }

  private matching({ q, state, script_id: scriptId }: ListSchedulesQuery) {
    const rows = this.schedules.createQueryBuilder('schedule');
    if (scriptId) rows.andWhere('schedule.scriptId = :scriptId', { scriptId });
    if (state)
      rows.andWhere('schedule.enabled = :enabled', { enabled: state === ScheduleState.Enabled });
    if (q) {
      rows.innerJoin('scripts', 'script', 'script.id = schedule.scriptId');
      const columns = ['schedule.name', 'schedule.description', 'script.name'];
      const tests = columns.map((column) => `LOWER(${column}) LIKE LOWER(:text) ESCAPE '\\'`);
      rows.andWhere(`(${tests.join(' OR ')})`, { text: `%${q.replace(/[\\%_]/g, '\\$&')}%` });
    }
    return rows;
  }
}
