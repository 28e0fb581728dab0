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
    return relativeTime(Date.parse(value) - this.now.everyQuarterMinute(), this.language.current());
  }
}

/** Each unit with how many seconds it lasts; the largest that fits is used. */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** @param differenceMs negative for the past */
export function relativeTime(differenceMs: number, language: Language): string {
  const seconds = Math.round(differenceMs / 1_000);
  const format = relativeTimeFormat(language, { numeric: 'auto' });
  // The clocks of server and browser differ a little, and the ticker is 15 s behind: closer than that is "now".
  if (Math.abs(seconds) < 15) return format.format(0, 'second');
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, 'second');
}
