import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  numberAttribute,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ContentComparison } from '../../scripts/comparison/content-comparison';
import { readApiError } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';
import { PageTitle } from '../../shared/page-title';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { DraftChip } from '../draft/draft-chip';
import { RunFactText } from '../run-fact/run-fact';
import { DifferenceTable } from './difference-table';
import { compareRuns } from './compare-runs';
import { LastGoodRun } from './last-good-run';

/** A run beside the last one of its script before it that succeeded: what differs, and that nothing does. */
@Component({
  selector: 'app-run-comparison',
  imports: [
    ContentComparison,
    DifferenceTable,
    DraftChip,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageState,
    RelativeTimePipe,
    RouterLink,
    RunFactText,
    StatusChip,
    TranslocoDirective,
  ],
  templateUrl: './run-comparison.html',
  styleUrls: ['./run-comparison.scss', './comparison-table.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunComparison {
  private readonly runs = inject(LastGoodRun);
  private readonly errors = inject(ApiErrorMessage);
  private readonly pageTitle = inject(PageTitle);

  readonly id = input.required({ transform: numberAttribute });

  protected readonly pair = resource({
    params: () => ({ id: this.id() }),
    loader: ({ params }) => this.runs.beside(params.id),
  });
  /** Null while they are read, and when no run succeeded before this one. */
  protected readonly comparison = computed(() => {
    if (!this.pair.hasValue()) return null;
    const { run, good } = this.pair.value();
    return good && compareRuns(good, run);
  });
  protected readonly isMissing = computed(() => readApiError(this.pair.error()).status === 404);
  protected readonly errorText = computed(() => this.errors.of(this.pair.error()));

  constructor() {
    effect(() => {
      if (!this.pair.hasValue()) return;
      const { run } = this.pair.value().run;
      this.pageTitle.about(`${run.script_name} #${run.id}`);
    });
  }
}
