import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { readApiError } from './api-error';

/** Says a failed call in the reader's language: by its code where that is translated, else as the server said it. */
@Injectable({ providedIn: 'root' })
export class ApiErrorMessage {
  private readonly transloco = inject(TranslocoService);

  /** One or more sentences; an error without a known cause ends with the request's id for the administrator. */
  of(thrown: unknown): string {
    const error = readApiError(thrown);
    const sentence = this.translated(error.code) || error.message || this.translated('UNEXPECTED');
    const parts = [...new Set([sentence, ...error.fields.map(({ message }) => message)])];
    if (error.status >= 500 && error.requestId) {
      parts.push(this.transloco.translate('errors.request', { id: error.requestId }));
    }
    return parts.join('\n');
  }

  private translated(code: string): string {
    const known: Record<string, unknown> = this.transloco.getTranslation(
      this.transloco.getActiveLang(),
    );
    // Rooms bring their own codes under `<room>.errors`; codes are unique in the API.
    const key = Object.keys(known).find((name) => `.${name}`.endsWith(`.errors.${code}`));
    const value = key && known[key];
    return typeof value === 'string' ? value : '';
  }
}
