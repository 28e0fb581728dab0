/** Intervals that divide the hour: others would be shorter at its end. */
export const INTERVALS = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30] as const;

export const KINDS = [
  'minutes',
  'hourly',
  'daily',
  'weekdays',
  'weekly',
  'monthly',
  'custom',
] as const;
export type RuleKind = (typeof KINDS)[number];

/** A cron expression as a person would say it. What a kind does not use keeps a sensible value for the others. */
export interface CronRule {
  readonly kind: RuleKind;
  /** Minutes apart. */
  readonly every: number;
  readonly hour: number;
  readonly minute: number;
  /** 0 is Sunday; in order of the week from Monday. */
  readonly days: readonly number[];
  /** 1 to 31, or the last one. */
  readonly dayOfMonth: number | 'L';
}

const DEFAULTS: CronRule = {
  kind: 'custom',
  every: 15,
  hour: 9,
  minute: 0,
  days: [1],
  dayOfMonth: 1,
};
const DAY_NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The rule that an expression follows; `custom` when it is none of the plain ones. */
export function readRule(expression: string): CronRule {
  const fields = expression.trim().toUpperCase().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', weekday = ''] = fields;
  if (fields.length !== 5 || month !== '*') return DEFAULTS;
  const isAnyDay = dayOfMonth === '*' && weekday === '*';
  const every = minute === '*' ? 1 : numberIn(/^\*\/(\d{1,2})$/.exec(minute)?.[1] ?? '', 1, 30);
  if (isAnyDay && hour === '*' && INTERVALS.some((interval) => interval === every)) {
    return { ...DEFAULTS, kind: 'minutes', every: every ?? 1 };
  }
  const atMinute = numberIn(minute, 0, 59);
  if (atMinute === null) return DEFAULTS;
  if (isAnyDay && hour === '*') return { ...DEFAULTS, kind: 'hourly', minute: atMinute };
  const atHour = numberIn(hour, 0, 23);
  if (atHour === null) return DEFAULTS;
  const at = { ...DEFAULTS, hour: atHour, minute: atMinute };
  if (isAnyDay) return { ...at, kind: 'daily' };
  if (dayOfMonth === '*') return weeklyRule(at, weekday);
  const day = dayOfMonth === 'L' ? 'L' : numberIn(dayOfMonth, 1, 31);
  return weekday === '*' && day !== null ? { ...at, kind: 'monthly', dayOfMonth: day } : DEFAULTS;
}

/** @returns the expression; '' for `custom`, which has none of its own */
export function writeRule({ kind, every, hour, minute, days, dayOfMonth }: CronRule): string {
  switch (kind) {
    case 'minutes':
      return every === 1 ? '* * * * *' : `*/${every} * * * *`;
    case 'hourly':
      return `${minute} * * * *`;
    case 'daily':
      return `${minute} ${hour} * * *`;
    case 'weekdays':
      return `${minute} ${hour} * * 1-5`;
    case 'weekly':
      return `${minute} ${hour} * * ${inWeekOrder(days).join(',')}`;
    case 'monthly':
      return `${minute} ${hour} ${dayOfMonth} * *`;
    case 'custom':
      return '';
  }
}

function weeklyRule(at: CronRule, weekday: string): CronRule {
  const days = readDays(weekday);
  if (!days) return DEFAULTS;
  // a list of the same days is left a list: it is on its way to another one
  const isWorkingWeek = ['1-5', 'MON-FRI'].includes(weekday);
  return { ...at, kind: isWorkingWeek ? 'weekdays' : 'weekly', days };
}

/** Days of lists and ranges, `1-3,SAT`; null for anything else. */
function readDays(text: string): number[] | null {
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last = first] = part.split('-').map(readDay);
    if (first == null || last == null || last < first || part.split('-').length > 2) return null;
    for (let day = first; day <= last; day++) days.add(day % 7);
  }
  return inWeekOrder([...days]);
}

function readDay(text: string): number | null {
  const named = DAY_NAMES.indexOf(text);
  return named >= 0 ? named : numberIn(text, 0, 7);
}

/** From Monday to Sunday. */
function inWeekOrder(days: readonly number[]): number[] {
  return [...days].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
}

function numberIn(text: string, least: number, most: number): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most ? value : null;
}
