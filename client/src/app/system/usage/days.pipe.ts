import { inject, Pipe, type PipeTransform } from '@angular/core';
import { numberFormat } from '../../shared/formats';
import { LanguageService } from '../../shared/language.service';

/** A number of days as `1 day` or `90 days`, in the reader's language. */
@Pipe({
  name: 'days',
  // Impure on purpose: it reads the language signal, which the template then follows.
  pure: false,
})
export class DaysPipe implements PipeTransform {
  private readonly language = inject(LanguageService);

  transform(days: number): string {
    return numberFormat(this.language.current(), {
      style: 'unit',
      unit: 'day',
      unitDisplay: 'long',
    }).format(days);
  }
}
