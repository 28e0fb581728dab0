import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';

/** Marks a run of a draft in words. */
@Component({
  selector: 'app-draft-chip',
  imports: [MatTooltip, TranslocoDirective],
  template: `<span *transloco="let t" class="chip" [matTooltip]="t('executions.draft.hint')">{{
    t('executions.draft.chip')
  }}</span>`,
  styleUrl: './draft-chip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftChip {}
