import { PercentPipe } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  resource,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { ExecutionsApi } from '../../api';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { FileSizePipe } from '../file-size.pipe';
import { curvesOf } from './curve';

const POLL_MS = 3_000;

/** Processor and memory of a run over time; goes on while it runs. Nothing for a run that was too short. */
@Component({
  selector: 'app-usage-curve',
  imports: [DurationPipe, FileSizePipe, PercentPipe, TranslocoDirective],
  templateUrl: './usage-curve.html',
  styleUrl: './usage-curve.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UsageCurve {
  private readonly api = inject(ExecutionsApi);

  readonly executionId = input.required<number>();
  readonly isFinal = input.required<boolean>();

  private readonly usage = resource({
    params: () => ({ id: this.executionId() }),
    loader: async ({ params }) => (await this.api.getExecutionUsage(params)).data.points,
  });
  /** Null where it could not be read as well: the facts say what was used in all. */
  protected readonly curves = computed(() =>
    this.usage.hasValue() ? curvesOf(this.usage.value()) : null,
  );

  constructor() {
    effect((onCleanup) => {
      if (this.isFinal()) return;
      const timer = setInterval(() => this.usage.reload(), POLL_MS);
      onCleanup(() => {
        clearInterval(timer);
        // What was used up to the end is known now.
        this.usage.reload();
      });
    });
  }
}
