import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionSummaryDto } from '../../api';
import { DraftChip } from './draft-chip';

/** Says that a run was one of a draft, and leads to the editor with what it ran. */
@Component({
  selector: 'app-draft-note',
  imports: [DraftChip, MatButton, RouterLink, TranslocoDirective],
  templateUrl: './draft-note.html',
  styleUrl: './draft-note.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftNote {
  readonly execution = input.required<Pick<ExecutionSummaryDto, 'id' | 'script_id' | 'version'>>();
}
