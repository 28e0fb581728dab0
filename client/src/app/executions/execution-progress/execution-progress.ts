import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';

/** How far a running script says it is: a bar, its percent and its words. */
@Component({
  selector: 'app-execution-progress',
  imports: [MatProgressBar, TranslocoDirective],
  templateUrl: './execution-progress.html',
  styleUrl: './execution-progress.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionProgress {
  readonly percent = input.required<number>();
  readonly message = input<string | null>(null);
}
