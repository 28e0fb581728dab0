import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';

/** The life of an execution, as on the wire. */
export type Status = 'pending' | 'running' | 'success' | 'failed' | 'cancelled';

const ICONS: Record<Status, string> = {
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
  readonly status = input.required<Status>();

  protected readonly icon = computed(() => ICONS[this.status()]);
}
