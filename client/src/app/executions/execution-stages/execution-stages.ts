import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionSummaryDto } from '../../api';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { Now } from '../../shared/time/now';
import { stagesOf } from './stages';

/** How long an execution waited, had its dependencies installed and ran, as a bar and in words; goes on while it does. */
@Component({
  selector: 'app-execution-stages',
  imports: [DurationPipe, TranslocoDirective],
  templateUrl: './execution-stages.html',
  styleUrl: './execution-stages.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionStages {
  private readonly now = inject(Now);

  readonly execution = input.required<ExecutionSummaryDto>();

  protected readonly stages = computed(() => {
    const execution = this.execution();
    // Read only while it matters: it would draw the bar of an ended run every second.
    return stagesOf(execution, execution.end_time === null ? this.now.everySecond() : 0);
  });
}
