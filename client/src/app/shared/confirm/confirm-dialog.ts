import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';

/** What is asked, already translated. */
export interface Question {
  heading: string;
  /** What will happen. */
  text: string;
  /** One line each, e.g. what goes away. */
  points?: string[];
  /** The verb on the button that agrees. */
  action: string;
  /** Whether agreeing destroys something. */
  isDanger?: boolean;
}

/** The dialog behind `Confirm`. */
@Component({
  selector: 'app-confirm-dialog',
  imports: [MatButton, MatDialogModule, TranslocoDirective],
  templateUrl: './confirm-dialog.html',
  styleUrl: './confirm-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
}
