import { inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { FocusKeeper } from '../focus-keeper';
import { ConfirmDialog, type Question } from './confirm-dialog';

/** Asks before something that cannot be undone. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  private readonly dialog = inject(MatDialog);
  private readonly focus = inject(FocusKeeper);

  /** Whether the person agreed; closing the dialog is a no. */
  async ask(question: Question): Promise<boolean> {
    const opened = this.dialog.open<ConfirmDialog, Question, boolean>(ConfirmDialog, {
      data: question,
      maxWidth: '480px',
      role: 'alertdialog',
    });
    const isSure = (await firstValueFrom(opened.afterClosed())) ?? false;
    this.focus.watch();
    return isSure;
  }
}
