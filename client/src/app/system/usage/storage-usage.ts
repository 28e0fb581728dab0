import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { SystemApi } from '../../api';
import { FileSizePipe } from '../../executions/file-size.pipe';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';
import { DaysPipe } from './days.pipe';
import { ScriptUsageTable } from './script-usage-table';
import { usageTranslations } from './usage.i18n';

/** Scripts shown at first: the largest, which is what somebody with a full disk looks for. */
const FIRST = 10;

/** What fills the disk, and how long runs are kept. */
@Component({
  selector: 'app-storage-usage',
  imports: [
    DaysPipe,
    FileSizePipe,
    MatButton,
    MatProgressBar,
    PageState,
    ScriptUsageTable,
    TranslocoDirective,
  ],
  templateUrl: './storage-usage.html',
  styleUrl: './storage-usage.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [provideTranslocoScope(usageTranslations)],
})
export class StorageUsage {
  private readonly api = inject(SystemApi);
  private readonly errors = inject(ApiErrorMessage);

  protected readonly usage = resource({
    loader: async () => (await this.api.getUsage()).data,
  });
  protected readonly failure = computed(() => {
    const error = this.usage.error();
    return error ? this.errors.of(error) : '';
  });
  protected readonly isAllShown = signal(false);
  protected readonly scripts = computed(() => {
    const scripts = this.usage.hasValue() ? this.usage.value().scripts : [];
    return this.isAllShown() ? scripts : scripts.slice(0, FIRST);
  });
  protected readonly unmeasured = computed(() => {
    const scripts = this.usage.hasValue() ? this.usage.value().scripts : [];
    return scripts.reduce((sum, { unmeasured_runs }) => sum + unmeasured_runs, 0);
  });
}
