import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { LimitName, SystemDto } from '../../api';
import { HeldLimitPipe } from '../../executions/execution-page/held-limit.pipe';
import { CauseTextPipe } from '../../shared/errors/cause-text.pipe';

const LIMITS: readonly LimitName[] = [
  'memory_bytes',
  'processes',
  'cpu_seconds',
  'space_bytes',
  'log_bytes',
  'open_files',
];

/** How runs are kept apart from the machine, and why not better. */
@Component({
  selector: 'app-isolation-panel',
  imports: [CauseTextPipe, HeldLimitPipe, MatIcon, TranslocoDirective],
  templateUrl: './isolation-panel.html',
  styleUrl: './isolation-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IsolationPanel {
  readonly system = input.required<SystemDto>();

  protected readonly isSandbox = computed(() => this.system().isolation === 'bwrap');
  /** A value of 0 is no limit. */
  protected readonly limits = computed(() =>
    LIMITS.map((name) => ({ name, value: this.system().default_limits[name] ?? 0 })),
  );
  /** Whether a weaker level is used although nothing says that a stronger one would not work. */
  protected readonly isChosen = computed(
    () => !this.isSandbox() && this.system().unavailable_isolation.length === 0,
  );
}
