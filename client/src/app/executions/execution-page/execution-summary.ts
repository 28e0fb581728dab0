import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionSummaryDto } from '../../api';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { Now } from '../../shared/time/now';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';

/** How an execution stands, in a chip and a sentence; read aloud when it changes. */
@Component({
  selector: 'app-execution-summary',
  imports: [DurationPipe, RelativeTimePipe, StatusChip, TranslocoDirective],
  templateUrl: './execution-summary.html',
  styleUrl: './execution-summary.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionSummary {
  private readonly now = inject(Now);

  readonly execution = input.required<ExecutionSummaryDto>();

  /** Key of the sentence that says how it stands. */
  protected readonly sentence = computed(() => {
    const { status, reason } = this.execution();
    return `executions.reason.${status === 'failed' && reason ? reason : status}`;
  });
  /** The server's own words, where the sentence only points to them. */
  protected readonly detail = computed(() => {
    const { status, reason, error } = this.execution();
    const isExplained = reason === 'exit_code' || reason === 'signal' || reason === 'timeout';
    return status === 'failed' && !isExplained ? error : null;
  });
  protected readonly elapsedMs = computed(() => {
    const { start_time, duration_ms } = this.execution();
    if (duration_ms !== null || start_time === null) return duration_ms;
    return Math.max(0, this.now.everySecond() - Date.parse(start_time));
  });
}
