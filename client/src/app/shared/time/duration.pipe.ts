import { inject, Pipe, type PipeTransform } from '@angular/core';
import { numberFormat } from '../formats';
import { LanguageService, type Language } from '../language.service';

/** Milliseconds as `850ms`, `12.3s`, `2m 5s` or `1h 2m`, in the reader's language; '' for nothing. */
@Pipe({
  name: 'duration',
  // Impure on purpose: it reads the language signal, which the template then follows.
  pure: false,
})
export class DurationPipe implements PipeTransform {
  private readonly language = inject(LanguageService);

  transform(durationMs: number | null | undefined): string {
    return durationMs == null ? '' : duration(durationMs, this.language.current());
  }
}

export function duration(durationMs: number, language: Language): string {
  const say = (value: number, unit: string, digits = 0) =>
    numberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    }).format(value);
  const join = (...parts: string[]) => parts.join(language === 'zh' ? '' : ' ');
  const ms = Math.max(0, Math.round(durationMs));
  if (ms < 1_000) return say(ms, 'millisecond');
  if (ms < 59_950) return say(ms / 1_000, 'second', 1);
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return join(say(minutes, 'minute'), say(seconds % 60, 'second'));
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return join(say(hours, 'hour'), say(minutes % 60, 'minute'));
  return join(say(Math.floor(hours / 24), 'day'), say(hours % 24, 'hour'));
}
