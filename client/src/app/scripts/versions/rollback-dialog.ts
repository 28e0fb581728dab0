import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';

/** Which way a script goes back. */
export interface RollbackQuestion {
  readonly version: number;
  readonly current: number;
  /** Whether edits that are not saved would go away. */
  readonly losesEdits: boolean;
}

/** Asks why a script goes back to an old version; closes with the reason, '' for none. */
@Component({
  selector: 'app-rollback-dialog',
  imports: [
    MatButton,
    MatDialogModule,
    MatFormFieldModule,
    MatInput,
    ReactiveFormsModule,
    TranslocoDirective,
  ],
  templateUrl: './rollback-dialog.html',
  styleUrl: './rollback-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RollbackDialog {
  private readonly dialog = inject<MatDialogRef<RollbackDialog, string>>(MatDialogRef);
  protected readonly question = inject<RollbackQuestion>(MAT_DIALOG_DATA);
  protected readonly reason = new FormControl('', { nonNullable: true });

  protected agree(): void {
    this.dialog.close(this.reason.value.trim());
  }
}
