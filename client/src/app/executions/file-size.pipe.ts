import { inject, Pipe, type PipeTransform } from '@angular/core';
import { numberFormat } from '../shared/formats';
import { LanguageService } from '../shared/language.service';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes as `0B`, `12.3kB` or `4.5GB` (steps of 1000, as disks count) in the reader's language. */
@Pipe({
  name: 'fileSize',
  // Impure on purpose: it reads the language signal, which the template then follows.
  pure: false,
})
export class FileSizePipe implements PipeTransform {
  private readonly language = inject(LanguageService);

  transform(bytes: number): string {
    return fileSize(bytes, this.language.current());
  }
}

export function fileSize(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)));
  return numberFormat(language, {
    style: 'unit',
    unitDisplay: 'narrow',
    unit: UNITS[step],
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
