import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SystemDto } from '../../api';

/** How runs are kept apart from the machine, and why not better. */
@Component({
  selector: 'app-isolation-panel',
  imports: [MatIcon, TranslocoDirective],
  templateUrl: './isolation-panel.html',
  styleUrl: './isolation-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IsolationPanel {
  readonly system = input.required<SystemDto>();

  protected readonly isSandbox = computed(() => this.system().isolation === 'bwrap');
  /** Whether a weaker level is used although nothing says that a stronger one would not work. */
  protected readonly isChosen = computed(
    () => !this.isSandbox() && this.system().unavailable_isolation.length === 0,
  );
}
