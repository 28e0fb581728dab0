import type { CronExpression } from './cron-expression.js';
import type { PlannedTimeDto } from './dto/schedule.dto.js';
import { wallClock } from './wall-clock.js';

/** The next planned times as the clocks of the expression's zone show them. */
export function plannedTimes(
  expression: CronExpression,
  after: Date,
  count: number,
): PlannedTimeDto[] {
  const read = wallClock(expression.timezone);
  let previousOffset = read(after).offset;
  return expression.nextTimes(after, count).map((at) => {
    const { local, offset } = read(at);
    const shift = offsetMinutes(offset) - offsetMinutes(previousOffset);
    previousOffset = offset;
    return {
      at,
      local,
      utc_offset: offset,
      is_after_clock_change: shift !== 0,
      clock_shift_minutes: shift,
    };
  });
}

/** @param offset as in `-03:30` */
function offsetMinutes(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
