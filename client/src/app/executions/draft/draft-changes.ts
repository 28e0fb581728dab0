import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { ExecutionsApi, ScriptsApi, type ExecutionSummaryDto } from '../../api';
import { ContentComparison } from '../../scripts/comparison/content-comparison';
import { scriptsTranslations } from '../../scripts/scripts.i18n';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';

/** What a run of a draft ran, beside the version that it is based on. */
@Component({
  selector: 'app-draft-changes',
  imports: [ContentComparison, MatButton, MatProgressBar, PageState, TranslocoDirective],
  providers: [provideTranslocoScope(scriptsTranslations)],
  templateUrl: './draft-changes.html',
  styleUrl: './draft-changes.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DraftChanges {
  private readonly executions = inject(ExecutionsApi);
  private readonly scripts = inject(ScriptsApi);
  private readonly errors = inject(ApiErrorMessage);

  readonly execution = input.required<Pick<ExecutionSummaryDto, 'id' | 'script_id' | 'version'>>();

  /** The page makes a new object of the execution with each event: only another run is read anew. */
  private readonly id = computed(() => this.execution().id);
  protected readonly pair = resource({
    params: () => ({ id: this.id() }),
    loader: async ({ params: { id } }) => {
      const { script_id, version } = this.execution();
      const [base, draft] = await Promise.all([
        this.scripts.getVersion({ id: script_id, version }),
        this.executions.getExecutionDraft({ id }),
      ]);
      return { base: base.data, draft: draft.data };
    },
  });
  protected readonly failure = computed(() => {
    const error = this.pair.error();
    return error ? this.errors.of(error) : '';
  });
}
