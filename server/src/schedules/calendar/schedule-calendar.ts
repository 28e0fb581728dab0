import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ServerConfig } from '../../config/server-config.js';
import { ScheduleRuns } from '../../executions/schedule-runs.js';
import { ScriptsService } from '../../scripts/scripts.service.js';
import { Clock } from '../../shared/time/clock.js';
import { Schedule } from '../schedule.entity.js';
import type { CalendarDto, CalendarEntryDto, CalendarQuery } from './calendar.dto.js';
import { calendarDays } from './calendar-days.js';
import { ComingTimes } from './coming-times.js';

const MAX_SCHEDULES = 200;

/** Days with what schedules did, and what they will do. */
@Injectable()
export class ScheduleCalendar {
  constructor(
    @InjectRepository(Schedule) private readonly schedules: Repository<Schedule>,
    private readonly scripts: ScriptsService,
    private readonly runs: ScheduleRuns,
    private readonly clock: Clock,
    private readonly config: ServerConfig,
  ) {}

  /** @throws InvalidInputError for days that are none or too many, InvalidTimezoneError */
  async read(query: CalendarQuery): Promise<CalendarDto> {
    const { from, to, timezone = this.config.DEFAULT_TIMEZONE, script_id: scriptId } = query;
    const days = calendarDays(from, to, timezone);
    const found = await this.schedules.find({
      where: scriptId ? { scriptId } : {},
      order: { enabled: 'DESC', name: 'ASC', id: 'ASC' },
      take: MAX_SCHEDULES + 1,
    });
    const schedules = found.slice(0, MAX_SCHEDULES);
    const entries = await this.pastEntries(schedules, days);
    const coming = new ComingTimes(this.clock.now(), days);
    for (const schedule of schedules.filter(({ enabled }) => enabled)) {
      for (const { day, times, hasMore } of coming.of(schedule)) {
        const entry = entryOf(entries[day], schedule.id);
        entry.coming = times;
        entry.has_more = hasMore;
      }
      // computing is not free: others get their turn in between
      await new Promise(setImmediate);
    }
    return {
      timezone,
      days: days.map(({ date, start }, day) => ({
        date,
        start,
        entries: [...(entries[day]?.values() ?? [])].sort(byTime),
      })),
      schedules: await this.named(schedules),
      is_cut: found.length > MAX_SCHEDULES || coming.isExhausted,
    };
  }

  private async pastEntries(
    schedules: Schedule[],
    days: ReturnType<typeof calendarDays>,
  ): Promise<DayEntries[]> {
    const entries = days.map(() => new Map<number, CalendarEntryDto>());
    const past = days.filter(({ start }) => start <= this.clock.now());
    const ids = schedules.map(({ id }) => id);
    for (const { scheduleId, span, status, count, executionId } of await this.runs.tally(
      ids,
      past,
    )) {
      const runs = { status, count, execution_id: executionId };
      entryOf(entries[span], scheduleId).runs.push(runs);
    }
    return entries;
  }

  private async named(schedules: Schedule[]): Promise<CalendarDto['schedules']> {
    const names = await this.scripts.namesOf(schedules.map(({ scriptId }) => scriptId));
    return schedules.map((schedule) => ({
      id: schedule.id,
      name: schedule.name,
      script_id: schedule.scriptId,
      script_name: names.get(schedule.scriptId) ?? '',
      cron_expression: schedule.cronExpression,
      timezone: schedule.timezone,
      enabled: schedule.enabled,
    }));
  }
}

/** Entries of one day by schedule. */
type DayEntries = Map<number, CalendarEntryDto>;

function entryOf(day: DayEntries = new Map(), scheduleId: number): CalendarEntryDto {
  const known = day.get(scheduleId);
  if (known) return known;
  const entry = { schedule_id: scheduleId, runs: [], coming: [], has_more: false };
  day.set(scheduleId, entry);
  return entry;
}

const byTime = (a: CalendarEntryDto, b: CalendarEntryDto): number =>
  +(a.coming[0] ?? 0) - +(b.coming[0] ?? 0);
