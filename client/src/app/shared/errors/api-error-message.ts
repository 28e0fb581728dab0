import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { ProblemDto, ScriptBulkOutcomeDto } from '../../api/models';
import { LanguageService } from '../language.service';
import { type ApiError, readApiError } from './api-error';

/** What is said of a failure. */
type Said = Pick<ApiError, 'code' | 'message' | 'reasons' | 'fields'>;

type Refusal = Pick<ScriptBulkOutcomeDto, 'error' | 'message' | 'reasons' | 'fields'>;

/** Says what went wrong in the reader's language: by its code where that is translated, else as the server said it. */
@Injectable({ providedIn: 'root' })
export class ApiErrorMessage {
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(LanguageService);

  /** One or more sentences; an error without a known cause ends with the request's id for the administrator. */
  of(thrown: unknown): string {
    const error = readApiError(thrown);
    return [...this.sentences(error), ...this.request(error)].join('\n');
  }

  /** Why one of many could not be done, in one line. */
  ofOutcome({ error, message, reasons, fields }: Refusal): string {
    const code = error ?? 'UNEXPECTED';
    return this.sentences({ code, message: message ?? '', reasons, fields }).join(' ');
  }

  /** The same without the fields, for a page that says at each of them what is wrong. */
  withoutFields(thrown: unknown): string {
    const error = readApiError(thrown);
    return [this.summary(error), ...this.request(error)].join('\n');
  }

  private sentences(error: Said): string[] {
    const reasons = error.reasons.map((reason) => this.ofProblem(reason));
    const fields = error.fields
      .map((problem) => ({ field: problem.field, said: this.ofProblem(problem) }))
      .filter(({ said }) => !reasons.includes(said))
      .map(({ field, said }) => `${field}: ${said}`);
    return [this.summary(error), ...fields];
  }

  private summary({ reasons, code, message }: Said): string {
    return (
      reasons.map((reason) => this.ofProblem(reason)).join(' ') ||
      this.translated(code) ||
      message ||
      this.translated('UNEXPECTED')
    );
  }

  private request({ status, requestId: id }: ApiError): string[] {
    return status >= 500 && id ? [this.transloco.translate('errors.request', { id })] : [];
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
