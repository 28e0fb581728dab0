import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { TranslocoDirective } from '@jsverse/transloco';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { ContentComparison } from '../comparison/content-comparison';
import type { SaveConflict } from '../draft/script-draft';

/** What becomes of the two sides; undefined: the person goes on editing. */
export type ConflictChoice = 'mine' | 'theirs' | undefined;

/** Somebody saved first: both sides, and the choice between them. Nothing is lost whichever it is. */
@Component({
  selector: 'app-save-conflict-dialog',
  imports: [ContentComparison, MatButton, MatDialogModule, RelativeTimePipe, TranslocoDirective],
  templateUrl: './save-conflict-dialog.html',
  styleUrl: './save-conflict-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaveConflictDialog {
  protected readonly conflict = inject<SaveConflict>(MAT_DIALOG_DATA);
}
