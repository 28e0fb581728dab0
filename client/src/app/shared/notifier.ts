import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { TranslocoService } from '@jsverse/transloco';
import { ApiErrorMessage } from './errors/api-error-message';

const NEWS_MS = 4_000;
/** Long enough to be read twice. */
const LONG_MS = 12_000;

/** Short news at the foot of the page, read aloud by screen readers. */
@Injectable({ providedIn: 'root' })
export class Notifier {
  private readonly snackBar = inject(MatSnackBar);
  private readonly transloco = inject(TranslocoService);
  private readonly messages = inject(ApiErrorMessage);

  /** @param text already translated */
  tell(text: string): void {
    this.snackBar.open(text, undefined, { duration: NEWS_MS });
  }

  /** News that can be taken back for a while. @param undo what the button does */
  tellUndoable(text: string, undo: { label: string; run: () => void }): void {
    this.snackBar.open(text, undo.label, { duration: LONG_MS }).onAction().subscribe(undo.run);
  }

  /** Shows why a call failed. */
  fail(error: unknown): void {
    this.snackBar.open(this.messages.of(error), this.transloco.translate('action.close'), {
      duration: LONG_MS,
      politeness: 'assertive',
      panelClass: 'app-error-snack-bar',
    });
  }
}
