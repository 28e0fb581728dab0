import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionSummaryDto, FailureReason } from '../../api';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { Now } from '../../shared/time/now';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';

/** Where the sentence and what the page shows say everything. */
const EXPLAINED: readonly FailureReason[] = ['exit_code', 'signal', 'timeout', 'dependencies'];

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
    if (status !== 'failed' || reason === null) return null;
    return EXPLAINED.includes(reason) ? null : error;
  });
  protected readonly elapsedMs = computed(() => {
    const { start_time, duration_ms } = this.execution();
    if (duration_ms !== null || start_time === null) return duration_ms;
    return Math.max(0, this.now.everySecond() - Date.parse(start_time));
  });
}
