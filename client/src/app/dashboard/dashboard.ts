import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  inject,
  input,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DashboardDto, DashboardWindow } from '../api';
import { DashboardApi } from '../api/services/dashboard-api';
import { FileSizePipe } from '../executions/file-size.pipe';
import { ExecutionProgress } from '../executions/execution-progress/execution-progress';
import { ApiErrorMessage } from '../shared/errors/api-error-message';
import { numberFormat } from '../shared/formats';
import { LanguageService } from '../shared/language.service';
import { lastValueOf } from '../shared/last-value';
import { PageState } from '../shared/page-state/page-state';
import { RelativeTimePipe } from '../shared/time/relative-time.pipe';
import { FirstSteps } from './first-steps/first-steps';
import { TrendChart } from './trend-chart/trend-chart';

const REFRESH_MS = 5_000;

/** The landing page: what runs, what failed and why, what comes next, how it goes. Every number leads to its list. */
@Component({
  selector: 'app-dashboard',
  imports: [
    ExecutionProgress,
    FileSizePipe,
    FirstSteps,
    MatButton,
    MatIcon,
    PageState,
    RelativeTimePipe,
    RouterLink,
    TranslocoDirective,
    TrendChart,
  ],
  templateUrl: './dashboard.html',
  styleUrl: './dashboard.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Dashboard {
  private readonly api = inject(DashboardApi);
  private readonly document = inject(DOCUMENT);
  private readonly errors = inject(ApiErrorMessage);
  private readonly language = inject(LanguageService);

  /** From the address; anything but `7d` is a day. */
  readonly last = input<string>();

  protected readonly windows: readonly DashboardWindow[] = ['24h', '7d'];
  protected readonly window = computed<DashboardWindow>(() =>
    this.last() === '7d' ? '7d' : '24h',
  );
  protected readonly answer = resource({
    params: () => this.window(),
    loader: async ({ params: last }) => (await this.api.getDashboard({ last })).data,
  });
  /** What was answered last stays while the next answer is on its way or fails. */
  protected readonly shown = lastValueOf(this.answer);
  protected readonly failure = computed(() => {
    const error = this.answer.error();
    return error ? this.errors.of(error) : '';
  });

  constructor() {
    const timer = setInterval(() => {
      if (this.document.visibilityState === 'visible') this.answer.reload();
    }, REFRESH_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** Of those that ended by themselves; null when none did. */
  protected successRate({ succeeded, failed }: DashboardDto): string | null {
    const ended = succeeded.count + failed.count;
    if (ended === 0) return null;
    const rate = succeeded.count / ended;
    // never 100 % while something failed
    const shown = failed.count > 0 ? Math.min(rate, 0.999) : rate;
    return numberFormat(this.language.current(), {
      style: 'percent',
      maximumFractionDigits: 1,
    }).format(shown);
  }

  protected countOf({ count, is_capped }: DashboardDto['failed']): string {
    return numberFormat(this.language.current(), {}).format(count) + (is_capped ? '+' : '');
  }
}
