import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BulkOutcomeDto } from '../../api';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

/** What was done to many runs, and to which it could not be done, with the reason. */
@Component({
  selector: 'app-bulk-summary',
  imports: [MatButton, MatDialogModule, RouterLink, TranslocoDirective],
  templateUrl: './bulk-summary.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BulkSummary {
  protected readonly errors = inject(ApiErrorMessage);
  protected readonly data = inject<{ text: string; refused: BulkOutcomeDto[] }>(MAT_DIALOG_DATA);
}
