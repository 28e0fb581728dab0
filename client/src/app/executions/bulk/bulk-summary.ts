import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BulkOutcomeDto } from '../../api';

const KNOWN_ERRORS = new Set([
  'EXECUTION_FINISHED',
  'EXECUTION_NOT_FINISHED',
  'EXECUTION_NOT_FOUND',
  'UPLOADS_GONE',
]);

/** What was done to many runs, and to which it could not be done, with the reason. */
@Component({
  selector: 'app-bulk-summary',
  imports: [MatButton, MatDialogModule, RouterLink, TranslocoDirective],
  templateUrl: './bulk-summary.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BulkSummary {
  protected readonly data = inject<{ text: string; refused: BulkOutcomeDto[] }>(MAT_DIALOG_DATA);

  /** @param t translates a key; the server's own sentence stands in for codes that have no text */
  protected reason({ error, message }: BulkOutcomeDto, t: (key: string) => string): string {
    const isKnown = error !== null && KNOWN_ERRORS.has(error);
    return isKnown ? t(`executions.bulk.errors.${error}`) : (message ?? '');
  }
}
