import { inject, Pipe, type PipeTransform } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { CauseDto } from '../../api';
import { LanguageService } from '../language.service';

/** Why something did not work, in the reader's language; in the server's own words where it has given no code. */
@Pipe({
  name: 'causeText',
  // Impure on purpose: it reads the language signal, which the template then follows.
  pure: false,
})
export class CauseTextPipe implements PipeTransform {
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(LanguageService);

  transform(cause: CauseDto | null, english: string | null): string {
    this.language.current();
    return cause ? this.transloco.translate(`cause.${cause.code}`, cause.values) : (english ?? '');
  }
}
