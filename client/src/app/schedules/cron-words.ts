import { inject, Pipe, type PipeTransform } from '@angular/core';
import { toString as describe } from 'cronstrue';
import 'cronstrue/locales/zh_CN';
import { LanguageService, type Language } from '../shared/language.service';

const LOCALES: Record<Language, string> = { en: 'en', zh: 'zh_CN' };

/** A cron expression in words, `At 09:00, Monday through Friday`, in the reader's language. */
@Pipe({
  name: 'cronWords',
  // Impure on purpose: it reads the language signal, which the template then follows.
  pure: false,
})
export class CronWordsPipe implements PipeTransform {
  private readonly language = inject(LanguageService);

  transform(expression: string): string {
    return cronWords(expression, this.language.current());
  }
}

/** @returns '' for an expression that cannot be put into words */
export function cronWords(expression: string, language: Language): string {
  try {
    return describe(expression, { locale: LOCALES[language], use24HourTimeFormat: true });
  } catch {
    // The library throws a string or an Error for what it does not know; the expression itself is shown as well.
    return '';
  }
}
