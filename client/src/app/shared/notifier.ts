import { effect, inject, Injectable, Injector, PendingTasks } from '@angular/core';
import type {
  MatSnackBarConfig,
  MatSnackBarRef,
  TextOnlySnackBar,
} from '@angular/material/snack-bar';
import { TranslocoService } from '@jsverse/transloco';
import { readApiError } from './errors/api-error';
import { ApiErrorMessage } from './errors/api-error-message';
import { preloadPart } from './preload-part';
import { ServerReach } from './server-reach';
import { offerShortcuts } from './shortcuts/shortcuts';

const NEWS_MS = 4_000;
/** Time enough to notice a slip, and to go to the button by keyboard. */
const UNDO_MS = 8_000;
/** Long enough to be read twice. */
const LONG_MS = 12_000;

/** Not part of the first load: most pages have nothing to tell. */
const loadSnackBar = () => import('@angular/material/snack-bar');

/** What the button beside some news does. */
export interface NewsAction {
  /** Already translated. */
  readonly label: string;
  readonly run: () => unknown;
}

/** Short news at the foot of the page, read aloud by screen readers. */
@Injectable({ providedIn: 'root' })
export class Notifier {
  private readonly injector = inject(Injector);
  private readonly messages = inject(ApiErrorMessage);
  private readonly pendingTasks = inject(PendingTasks);
  private readonly reach = inject(ServerReach);
  private readonly transloco = inject(TranslocoService);
  /** News that can still be taken back. */
  private undoable: MatSnackBarRef<TextOnlySnackBar> | null = null;
  /** News that the server does not answer. */
  private unanswered: MatSnackBarRef<TextOnlySnackBar> | null = null;

  constructor() {
    effect(() => {
      if (!this.reach.isLost()) this.unanswered?.dismiss();
    });
    offerShortcuts(
      [{ keys: 'u', label: 'shortcuts.undo', run: () => this.undoable?.dismissWithAction() }],
      'everywhere',
    );
    preloadPart(loadSnackBar);
  }

  /** @param text already translated */
  tell(text: string): void {
    this.show(text, undefined, { duration: NEWS_MS });
  }

  /** News with somewhere to go. */
  tellMore(text: string, { label, run }: NewsAction): void {
    this.show(text, label, { duration: LONG_MS }, (shown) => shown.onAction().subscribe(run));
  }

  /** News that can be taken back for a while, by a button or the key `u`. The label is "Undo" unless another one is given. */
  tellUndoable(text: string, { label, run }: Partial<NewsAction> & Pick<NewsAction, 'run'>): void {
    const undo = label ?? this.transloco.translate<string>('action.undo');
    this.show(text, undo, { duration: UNDO_MS }, (shown) => {
      this.undoable = shown;
      shown.onAction().subscribe(run);
      shown.afterDismissed().subscribe(() => {
        if (this.undoable === shown) this.undoable = null;
      });
    });
  }

  /**
   * Shows why a call failed.
   * @param areFieldsMarked whether the page says at each field what is wrong with it
   */
  fail(error: unknown, areFieldsMarked = false): void {
    const text = areFieldsMarked ? this.messages.withoutFields(error) : this.messages.of(error);
    const config: MatSnackBarConfig = {
      duration: LONG_MS,
      politeness: 'assertive',
      panelClass: 'app-error-snack-bar',
    };
    this.show(text, this.transloco.translate('action.close'), config, (shown) => {
      if (readApiError(error).code === 'NETWORK') this.unanswered = shown;
    });
  }

  /**
   * Only one is shown at a time: what it replaces cannot be taken back any more.
   * @param opened what else is done once it is shown
   */
  private show(
    text: string,
    action: string | undefined,
    config: MatSnackBarConfig,
    opened?: (shown: MatSnackBarRef<TextOnlySnackBar>) => unknown,
  ): void {
    this.pendingTasks.run(async () => {
      const { MatSnackBar } = await loadSnackBar();
      this.undoable = null;
      const shown = this.injector.get(MatSnackBar).open(text, action, config);
      opened?.(shown);
    });
  }
}
