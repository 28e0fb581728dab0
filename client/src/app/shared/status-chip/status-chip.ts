import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionStatus } from '../../api/models';

const ICONS: Record<ExecutionStatus, string> = {
  pending: 'hourglass_empty',
  running: 'autorenew',
  success: 'check_circle',
  failed: 'error',
  cancelled: 'block',
};

/** An execution's status by icon, colour and word, so that none of them is needed alone. */
@Component({
  selector: 'app-status-chip',
  imports: [MatIcon, TranslocoDirective],
  templateUrl: './status-chip.html',
  styleUrl: './status-chip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StatusChip {
  readonly status = input.required<ExecutionStatus>();

  protected readonly icon = computed(() => ICONS[this.status()]);
}
