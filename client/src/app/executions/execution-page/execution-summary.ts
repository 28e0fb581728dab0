import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionDto, FailureReason, LimitName } from '../../api';
import { CauseTextPipe } from '../../shared/errors/cause-text.pipe';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { Now } from '../../shared/time/now';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { HeldLimitPipe } from './held-limit.pipe';

/** Where the sentence and what the page shows say everything. */
const EXPLAINED: readonly FailureReason[] = ['exit_code', 'signal', 'timeout', 'dependencies'];

/** The limit that a run went beyond. */
const LIMITS: Partial<Record<FailureReason, LimitName>> = {
  out_of_memory: 'memory_bytes',
  process_limit: 'processes',
  cpu_limit: 'cpu_seconds',
  space_limit: 'space_bytes',
  log_limit: 'log_bytes',
};

/** How an execution stands, in a chip and a sentence; read aloud when it changes. */
@Component({
  selector: 'app-execution-summary',
  imports: [
    CauseTextPipe,
    DurationPipe,
    HeldLimitPipe,
    RelativeTimePipe,
    RouterLink,
    StatusChip,
    TranslocoDirective,
  ],
  templateUrl: './execution-summary.html',
  styleUrl: './execution-summary.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionSummary {
  private readonly now = inject(Now);

  readonly execution = input.required<ExecutionDto>();

  /** Key of the sentence that says how it stands. */
  protected readonly sentence = computed(() => {
    const { status, reason } = this.execution();
    return `reason.${status === 'failed' && reason ? reason : status}`;
  });
  protected readonly exceeded = computed(() => {
    const { reason, limits } = this.execution();
    const name = reason && LIMITS[reason];
    return limits.find((limit) => limit.name === name);
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
