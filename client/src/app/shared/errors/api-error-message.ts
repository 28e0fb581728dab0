import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { ProblemDto } from '../../api/models';
import { LanguageService } from '../language.service';
import { readApiError } from './api-error';

/** Says what went wrong in the reader's language: by its code where that is translated, else as the server said it. */
@Injectable({ providedIn: 'root' })
export class ApiErrorMessage {
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(LanguageService);

  /** One or more sentences; an error without a known cause ends with the request's id for the administrator. */
  of(thrown: unknown): string {
    const error = readApiError(thrown);
    const reasons = error.reasons.map((reason) => this.ofProblem(reason));
    const sentence =
      reasons.join(' ') ||
      this.translated(error.code) ||
      error.message ||
      this.translated('UNEXPECTED');
    const fields = error.fields
      .map((problem) => ({ field: problem.field, said: this.ofProblem(problem) }))
      .filter(({ said }) => !reasons.includes(said))
      .map(({ field, said }) => `${field}: ${said}`);
    const parts = [sentence, ...fields];
    if (error.status >= 500 && error.requestId) {
      parts.push(this.transloco.translate('errors.request', { id: error.requestId }));
    }
    return parts.join('\n');
  }

  /** One sentence; read in a signal's computation it follows the language. */
  ofProblem({ code, values, message }: ProblemDto): string {
    return this.translated(code, values) || message;
  }

  /** @returns '' for a code that this language has no words for: English is what the server speaks */
  private translated(code: string, values: Record<string, string | number> = {}): string {
    this.language.current();
    const known = this.transloco.getTranslation(this.transloco.getActiveLang());
    const key = `errors.${code}`;
    return key in known ? this.transloco.translate(key, values) : '';
  }
}
