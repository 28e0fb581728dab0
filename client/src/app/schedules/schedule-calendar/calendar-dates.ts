const DAY_MS = 86_400_000;

export const SPANS = ['month', 'week', 'day'] as const;
export type Span = (typeof SPANS)[number];

/** Today's date on the clocks of this browser, `2026-03-01`. */
export function today(): string {
  const now = new Date();
  return asDate(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

/** Whether a text of the address is a date of the calendar. */
export function isDate(text: string | undefined): text is string {
  return !!text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

export function addDays(date: string, days: number): string {
  return asDate(Date.parse(date) + days * DAY_MS);
}

/** The same day of another month; its last day where it is shorter. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return asDate(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)));
}

/** First and last date that are shown around a date; weeks begin on Monday, a month shows whole weeks. */
export function shownDates(span: Span, date: string): { from: string; to: string } {
  if (span === 'day') return { from: date, to: date };
  if (span === 'week') return { from: monday(date), to: addDays(monday(date), 6) };
  const first = `${date.slice(0, 7)}-01`;
  const last = addDays(addMonths(first, 1), -1);
  return { from: monday(first), to: addDays(monday(last), 6) };
}

/** The date a step before or after: a month, a week or a day away. */
export function step(span: Span, date: string, direction: 1 | -1): string {
  if (span === 'month') return addMonths(date, direction);
  return addDays(date, direction * (span === 'week' ? 7 : 1));
}

function monday(date: string): string {
  const weekday = (new Date(date).getUTCDay() + 6) % 7;
  return addDays(date, -weekday);
}

const asDate = (time: number): string => new Date(time).toISOString().slice(0, 10);
