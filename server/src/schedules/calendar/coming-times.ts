import { CronExpression } from '../cron-expression.js';
import type { Schedule } from '../schedule.entity.js';
import type { CalendarDay } from './calendar-days.js';

/** Times told of one schedule on one day. */
const TIMES_A_DAY = 12;
/** Times computed for one calendar: about half a second of work. */
const BUDGET = 20_000;

/** Coming times of a schedule on one day. */
export interface ComingDay {
  /** Index into the days of the calendar. */
  day: number;
  times: Date[];
  hasMore: boolean;
}

/** The planned times that are still to come, day by day, until a budget of computing is used up. */
export class ComingTimes {
  private readonly known = new Map<string, ComingDay[]>();
  private spent = 0;

  constructor(
    private readonly now: Date,
    private readonly days: CalendarDay[],
  ) {}

  /** Whether some schedules got fewer times than they have. */
  get isExhausted(): boolean {
    return this.spent >= BUDGET;
  }

  /** Days on which it comes; schedules that share an expression are computed once. */
  of({ cronExpression, timezone }: Schedule): ComingDay[] {
    const key = `${cronExpression} ${timezone}`;
    const known = this.known.get(key) ?? this.compute(new CronExpression(cronExpression, timezone));
    this.known.set(key, known);
    return known;
  }

  private compute(expression: CronExpression): ComingDay[] {
    const found: ComingDay[] = [];
    let next: Date | null = this.now;
    for (const [day, { start, end }] of this.days.entries()) {
      if (end <= this.now) continue;
      // a planned time is strictly after what is given, and a day contains its first instant
      if (next && next < start) next = this.after(expression, new Date(+start - 1));
      else if (next === this.now) next = this.after(expression, this.now);
      const times: Date[] = [];
      while (next && next < end && times.length < TIMES_A_DAY) {
        times.push(next);
        next = this.after(expression, next);
      }
      const hasMore = next !== null && next < end;
      if (times.length) found.push({ day, times, hasMore });
    }
    return found;
  }

  private after(expression: CronExpression, instant: Date): Date | null {
    if (this.isExhausted) return null;
    this.spent += 1;
    return expression.next(instant);
  }
}
