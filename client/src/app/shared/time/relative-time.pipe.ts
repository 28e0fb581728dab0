import { inject, Pipe, type PipeTransform } from '@angular/core';
import { relativeTimeFormat } from '../formats';
import { LanguageService, type Language } from '../language.service';
import { Now } from './now';

/** An ISO instant as `3 minutes ago` or `in 2 hours`, kept current; '' for nothing. */
@Pipe({
  name: 'relativeTime',
  // Impure on purpose: it reads the language and the passing time, which the template then follows.
  pure: false,
})
export class RelativeTimePipe implements PipeTransform {
  private readonly language = inject(LanguageService);
  private readonly now = inject(Now);

  transform(value: string | null | undefined): string {
    if (!value) return '';
    return relativeTime(Date.parse(value), this.now.everyQuarterMinute(), this.language.current());
  }
}

/** Units in which the time between two instants is counted, each with how many seconds it lasts. */
const LONG_UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
] as const;
const SHORT_UNITS = [
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
const DAY_SECONDS = 86_400;
const DAY_MS = 86_400_000;

/**
 * How far an instant is from now, in the largest unit that fits. Only days have words of the calendar ("tomorrow"), and are
 * counted as the calendar of this browser's time zone does, in which the instants beside them are shown.
 * @param at milliseconds since 1970, as is `now`
 */
export function relativeTime(at: number, now: number, language: Language): string {
  const seconds = Math.round((at - now) / 1_000);
  const inWords = relativeTimeFormat(language, { numeric: 'auto' });
  const inNumbers = relativeTimeFormat(language, { numeric: 'always' });
  // The clocks of server and browser differ a little, and the ticker is 15 s behind: closer than that is "now".
  if (Math.abs(seconds) < 15) return inWords.format(0, 'second');
  const counted = ([unit, length]: (typeof LONG_UNITS | typeof SHORT_UNITS)[number]) =>
    inNumbers.format(Math.trunc(seconds / length), unit);
  const isAtLeast = ([, length]: readonly [string, number]) => Math.abs(seconds) >= length;
  const long = LONG_UNITS.find(isAtLeast);
  if (long) return counted(long);
  const days = dayNumber(at) - dayNumber(now);
  // When the clocks go back, 24 hours end on the day on which they began.
  if (Math.abs(seconds) >= DAY_SECONDS && days !== 0) return inWords.format(days, 'day');
  return counted(SHORT_UNITS.find(isAtLeast) ?? ['second', 1]);
}

/** Days since 1970 of the date that the calendar shows then. */
function dayNumber(instant: number): number {
  const date = new Date(instant);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS;
}
