import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionDto } from '../../api';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { FileSizePipe } from '../file-size.pipe';
import { RunFactText } from '../run-fact/run-fact';
import { KeepSwitch } from './keep-switch';

/** What an execution ran with, who started it and what it used. */
@Component({
  selector: 'app-execution-facts',
  imports: [
    DurationPipe,
    FileSizePipe,
    InstantPipe,
    KeepSwitch,
    RouterLink,
    RunFactText,
    TranslocoDirective,
  ],
  templateUrl: './execution-facts.html',
  styleUrl: './execution-facts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionFacts {
  readonly execution = input.required<ExecutionDto>();
  /** Somebody said that it stays, or that it need not: it has to be read again. */
  readonly keepChange = output();

  protected readonly parameters = computed(() =>
    Object.entries(this.execution().params).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  );
  protected readonly waitedMs = computed(() => {
    const { created_at, start_time } = this.execution();
    return start_time === null ? null : Date.parse(start_time) - Date.parse(created_at);
  });
}
