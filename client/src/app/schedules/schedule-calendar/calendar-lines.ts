import type {
  CalendarDto,
  CalendarEntryDto,
  CalendarScheduleDto,
  ExecutionStatus,
} from '../../api/models';

/** From what matters most. */
const WEIGHT: readonly ExecutionStatus[] = ['failed', 'cancelled', 'running', 'pending', 'success'];

/** Runs that ended alike, and the page that shows them. */
export interface LineRuns {
  status: ExecutionStatus;
  count: number;
  link: unknown[];
  query: Record<string, string | number> | null;
}

/** One schedule on one day. */
export interface CalendarLine {
  schedule: CalendarScheduleDto;
  /** What matters most of what happened; null when all is still to come. */
  status: ExecutionStatus | null;
  runs: LineRuns[];
  coming: string[];
  hasMore: boolean;
}

export interface CalendarCell {
  date: string;
  lines: CalendarLine[];
}

/** The days of the calendar as they are drawn. */
export function calendarCells({ days, schedules }: CalendarDto): CalendarCell[] {
  const byId = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  return days.map((day) => ({
    date: day.date,
    lines: day.entries.flatMap((entry) => {
      const schedule = byId.get(entry.schedule_id);
      return schedule ? [line(entry, schedule, day.date)] : [];
    }),
  }));
}

function line(entry: CalendarEntryDto, schedule: CalendarScheduleDto, date: string): CalendarLine {
  const runs = [...entry.runs]
    .sort((a, b) => WEIGHT.indexOf(a.status) - WEIGHT.indexOf(b.status))
    .map(({ status, count, execution_id: id }): LineRuns => {
      if (count === 1) return { status, count, link: ['/executions', id], query: null };
      const query = { schedule_id: schedule.id, status, from: date, to: date };
      return { status, count, link: ['/executions'], query };
    });
  return {
    schedule,
    status: runs[0]?.status ?? null,
    runs,
    coming: entry.coming,
    hasMore: entry.has_more,
  };
}
