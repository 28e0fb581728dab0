import { inject, Injectable } from '@angular/core';
import {
  MatSnackBar,
  type MatSnackBarConfig,
  type MatSnackBarRef,
  type TextOnlySnackBar,
} from '@angular/material/snack-bar';
import { TranslocoService } from '@jsverse/transloco';
import { ApiErrorMessage } from './errors/api-error-message';
import { offerShortcuts } from './shortcuts/shortcuts';

const NEWS_MS = 4_000;
/** Time enough to notice a slip, and to go to the button by keyboard. */
const UNDO_MS = 8_000;
/** Long enough to be read twice. */
const LONG_MS = 12_000;

/** What the button beside some news does. */
export interface NewsAction {
  /** Already translated. */
  readonly label: string;
  readonly run: () => unknown;
}

/** Short news at the foot of the page, read aloud by screen readers. */
@Injectable({ providedIn: 'root' })
export class Notifier {
  private readonly snackBar = inject(MatSnackBar);
  private readonly transloco = inject(TranslocoService);
  private readonly messages = inject(ApiErrorMessage);
  /** News that can still be taken back. */
  private undoable: MatSnackBarRef<TextOnlySnackBar> | null = null;

  constructor() {
    offerShortcuts(
      [{ keys: 'u', label: 'shortcuts.undo', run: () => this.undoable?.dismissWithAction() }],
      'everywhere',
    );
  }

  /** @param text already translated */
  tell(text: string): void {
    this.show(text, undefined, { duration: NEWS_MS });
  }

  /** News with somewhere to go. */
  tellMore(text: string, { label, run }: NewsAction): void {
    this.show(text, label, { duration: LONG_MS }).onAction().subscribe(run);
  }

  /** News that can be taken back for a while, by a button or the key `u`. The label is "Undo" unless another one is given. */
  tellUndoable(text: string, { label, run }: Partial<NewsAction> & Pick<NewsAction, 'run'>): void {
    const undo = label ?? this.transloco.translate<string>('action.undo');
    const shown = this.show(text, undo, { duration: UNDO_MS });
    this.undoable = shown;
    shown.onAction().subscribe(run);
    shown.afterDismissed().subscribe(() => {
      if (this.undoable === shown) this.undoable = null;
    });
  }

  /**
   * Shows why a call failed.
   * @param areFieldsMarked whether the page says at each field what is wrong with it
   */
  fail(error: unknown, areFieldsMarked = false): void {
    const text = areFieldsMarked ? this.messages.withoutFields(error) : this.messages.of(error);
    this.show(text, this.transloco.translate('action.close'), {
      duration: LONG_MS,
      politeness: 'assertive',
      panelClass: 'app-error-snack-bar',
    });
  }

  /** Only one is shown at a time: what it replaces cannot be taken back any more. */
  private show(
    text: string,
    action: string | undefined,
    config: MatSnackBarConfig,
  ): MatSnackBarRef<TextOnlySnackBar> {
    this.undoable = null;
    return this.snackBar.open(text, action, config);
  }
}
