import { Cron } from 'croner';
import cronstrue from 'cronstrue';
import { cronProblem } from './cron-fields.js';
import { InvalidCronError, InvalidTimezoneError } from './schedule.errors.js';
import { problem } from '../shared/problems/problem.js';

/**
 * A cron expression read in a time zone. Five fields or six (seconds first), names, `L`, `#`, `W`, `@daily` and the
 * like; 0 and 7 are Sunday, 1 is Monday; when day of the month and day of the week are both given, either suffices.
 *
 * When the clocks change, a time made of plain numbers, lists and ranges is kept exactly once a day: one that falls into
 * the skipped hour comes at the first instant after it, one that occurs twice comes the first time. An expression with
 * `*` or a step in seconds, minutes or hours follows real time instead: it never comes in the skipped hour, and comes in
 * both of the repeated ones.
 *
 * Short-lived: the parsed form of one expression takes 80 KiB.
 */
export class CronExpression {
  /** The expression with single spaces. */
  readonly text: string;
  private readonly cron: Cron;

  /**
   * @param timezone IANA name
   * @throws InvalidCronError for text that is no cron expression, and for one that never fires (30 February)
   * @throws InvalidTimezoneError
   */
  constructor(
    text: string,
    readonly timezone: string,
  ) {
    this.text = text.trim().replace(/\s+/g, ' ');
    if (!isTimezone(timezone)) throw new InvalidTimezoneError(timezone);
    const cron = parse(this.text, timezone);
    if (!cron)
      throw new InvalidCronError(cronProblem(this.text, (part) => parse(part, timezone) !== null));
    // without a year field the calendar repeats, so the epoch is as good a start as any
    if (!cron.nextRun(new Date(0))) {
      throw new InvalidCronError(problem('CRON_NEVER_FIRES', { text: this.text }));
    }
    this.cron = cron;
  }

  /** The first planned time strictly after an instant; null when there is none within what a calendar can hold. */
  next(after: Date): Date | null {
    return this.cron.nextRun(after);
  }

  /** The first `count` planned times strictly after an instant. */
  nextTimes(after: Date, count: number): Date[] {
    return this.cron.nextRuns(count, after);
  }

  /** The expression in English words, e.g. `At 09:00, only on Monday`. */
  describe(): string {
    return cronstrue.toString(
      this.text.toLowerCase().startsWith('@') ? this.text.toLowerCase() : this.text,
      {
        use24HourTimeFormat: true,
        throwExceptionOnParseError: false,
      },
    );
  }
}

function parse(expression: string, timezone: string): Cron | null {
  // "+" (day of the month AND day of the week) is an invention of one parser: other readers of the expression refuse it
  if (expression.includes('+')) return null;
  try {
    return new Cron(expression, {
      timezone,
      paused: true,
      mode: '5-or-6-parts',
      fixedTimeRule: 'no-wildcard',
    });
  } catch {
    // the parser throws TypeError or RangeError for text that it does not understand, and offers no test
    return null;
  }
}

function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
    // offsets (+08:00) are accepted by some engines, but are not IANA names and know no clock change
    return /^[A-Za-z]/.test(timezone);
  } catch {
    // RangeError is how Intl says that a zone is unknown; it offers no test
    return false;
  }
}
