import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionDto } from '../../api';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { HeldLimitPipe } from '../execution-page/held-limit.pipe';
import { FileSizePipe } from '../file-size.pipe';

/** What `RunFactText` can tell of a run. */
export type RunFact =
  | 'interpreter'
  | 'isolation'
  | 'reach'
  | 'limits'
  | 'timeout'
  | 'uploads'
  | 'input'
  | 'trigger'
  | 'duration'
  | 'memory';

/** One fact of a run in words, also that it is not known. */
@Component({
  selector: 'app-run-fact',
  imports: [DurationPipe, FileSizePipe, HeldLimitPipe, RouterLink, TranslocoDirective],
  templateUrl: './run-fact.html',
  styleUrl: './run-fact.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunFactText {
  readonly run = input.required<ExecutionDto>();
  readonly fact = input.required<RunFact>();
}
