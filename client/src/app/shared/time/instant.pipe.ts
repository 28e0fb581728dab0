import { inject, Pipe, type PipeTransform } from '@angular/core';
import { dateFormat } from '../formats';
import { LanguageService } from '../language.service';

/** `2026-03-01T12:30:05.120Z` as `1 Mar 2026, 13:30:05` in the reader's language and time zone; '' for nothing. */
@Pipe({
  name: 'instant',
  // Impure on purpose: it reads the language signal, which the template then follows.
  pure: false,
})
export class InstantPipe implements PipeTransform {
  private readonly language = inject(LanguageService);

  transform(value: string | null | undefined): string {
    return value ? instantFormat(this.language.current()).format(new Date(value)) : '';
  }
}

// Day before month and 24 hours: readable for every English reader, and never ambiguous.
const instantFormat = (language: string): Intl.DateTimeFormat =>
  dateFormat(language === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'medium', timeStyle: 'medium' });
