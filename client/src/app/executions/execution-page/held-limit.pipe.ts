import { inject, Pipe, type PipeTransform } from '@angular/core';
import type { HeldLimitDto } from '../../api';
import { numberFormat } from '../../shared/formats';
import { LanguageService } from '../../shared/language.service';
import { duration } from '../../shared/time/duration.pipe';
import { fileSize } from '../file-size.pipe';

/** How much a limit allows, with its unit, in the reader's language. */
@Pipe({
  name: 'heldLimit',
  // Impure on purpose: it reads the language signal, which the template then follows.
  pure: false,
})
export class HeldLimitPipe implements PipeTransform {
  private readonly language = inject(LanguageService);

  transform({ name, value }: Pick<HeldLimitDto, 'name' | 'value'>): string {
    const language = this.language.current();
    switch (name) {
      case 'memory_bytes':
      case 'space_bytes':
      case 'log_bytes':
        return fileSize(value, language);
      case 'cpu_seconds':
        return duration(value * 1_000, language);
      default:
        return numberFormat(language, {}).format(value);
    }
  }
}
