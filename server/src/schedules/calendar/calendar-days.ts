import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { CronExpression } from '../cron-expression.js';
import { wallClock } from '../wall-clock.js';
import { at, problem, type Problem } from '../../shared/problems/problem.js';

const MAX_DAYS = 62;
const DAY_MS = 86_400_000;

/** A day of a time zone: 23 or 25 hours long when the clocks change. */
export interface CalendarDay {
  date: string;
  start: Date;
  /** The start of the next one. */
  end: Date;
}

/**
 * @param from first date, `2026-03-01`
 * @param to last date, included
 * @throws InvalidInputError, InvalidTimezoneError
 */
export function calendarDays(from: string, to: string, timezone: string): CalendarDay[] {
  const [first, last] = [dateAt('from', from), dateAt('to', to)];
  const count = Math.round((last - first) / DAY_MS) + 1;
  if (count < 1) throw invalid('to', problem('CALENDAR_REVERSED'));
  if (count > MAX_DAYS) throw invalid('to', problem('CALENDAR_TOO_LONG', { days: MAX_DAYS - 1 }));
  // planned times know what a day is where the clocks change at midnight
  const midnight = new CronExpression('0 0 * * *', timezone);
  const read = wallClock(timezone);
  // zones are up to 14 hours ahead of UTC, 12 behind
  const starts = midnight.nextTimes(new Date(first - 1.5 * DAY_MS), count + 4);
  return starts.flatMap((start, index) => {
    const end = starts[index + 1];
    const date = read(start).local.slice(0, 10);
    return end && date >= from && date <= to ? [{ date, start, end }] : [];
  });
}

function dateAt(field: string, text: string): number {
  const time = Date.parse(`${text}T00:00:00Z`);
  // 31 February is taken for the 3 March by some parsers, and refused by others
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw invalid(field, problem('CALENDAR_DAY_UNKNOWN', { field }));
  }
  return time;
}

const invalid = (field: string, what: Problem) => new InvalidInputError([at(field, what)]);
