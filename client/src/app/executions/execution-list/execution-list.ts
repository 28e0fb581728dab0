import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  input,
  resource,
  untracked,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatSelectModule } from '@angular/material/select';
import { MatTooltip } from '@angular/material/tooltip';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ScriptsApi, type ExecutionSummaryDto } from '../../api';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { Now } from '../../shared/time/now';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { ExecutionProgress } from '../execution-progress/execution-progress';
import { ExecutionFeed } from './execution-feed';
import {
  readFilters,
  readStatuses,
  STATUSES,
  TRIGGERS,
  type FilterQuery,
} from './execution-filters';

const refreshEveryMs = 3000;

/** All executions, newest first, with filters that are kept in the address. */
@Component({
  selector: 'app-execution-list',
  imports: [
    DurationPipe,
    ExecutionProgress,
    InstantPipe,
    MatButton,
    MatFormFieldModule,
    MatIcon,
    MatIconButton,
    MatInput,
    MatProgressBar,
    MatSelectModule,
    MatTooltip,
    PageState,
    RelativeTimePipe,
    RouterLink,
    StatusChip,
    TranslocoDirective,
  ],
  providers: [ExecutionFeed],
  templateUrl: './execution-list.html',
  styleUrl: './execution-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionList {
  private readonly document = inject(DOCUMENT);
  private readonly errors = inject(ApiErrorMessage);
  private readonly now = inject(Now);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly scriptsApi = inject(ScriptsApi);
  protected readonly feed = inject(ExecutionFeed);

  readonly script_id = input<string>();
  readonly schedule_id = input<string>();
  readonly status = input<string>();
  readonly trigger = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  protected readonly allStatuses = STATUSES;
  protected readonly allTriggers = TRIGGERS;
  protected readonly statuses = computed(() => readStatuses(this.status()));
  protected readonly filters = computed(() =>
    readFilters({
      script_id: this.script_id(),
      schedule_id: this.schedule_id(),
      status: this.status(),
      trigger: this.trigger(),
      from: this.from(),
      to: this.to(),
    }),
  );
  protected readonly isFiltered = computed(() => Object.keys(this.filters()).length > 0);
  protected readonly scripts = resource({
    // The most a page may hold; the filter also works by address for the others.
    loader: async () => (await this.scriptsApi.listScripts({ per_page: 200 })).data.items,
    defaultValue: [],
  });

  constructor() {
    effect(() => {
      const filters = this.filters();
      untracked(() => void this.feed.open(filters));
    });
    const timer = setInterval(() => {
      if (!this.document.hidden) void this.feed.refresh();
    }, refreshEveryMs);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected errorText(): string {
    return this.errors.of(this.feed.error());
  }

  protected reopen(): void {
    void this.feed.open(this.filters());
  }

  protected async filter(change: FilterQuery): Promise<void> {
    await this.router.navigate([], {
      relativeTo: this.route,
      queryParams: change,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected async clearFilters(): Promise<void> {
    await this.router.navigate([], { relativeTo: this.route, queryParams: {}, replaceUrl: true });
  }

  /** Milliseconds it took, or has taken until now; null before it starts. */
  protected elapsedMs({ start_time, duration_ms }: ExecutionSummaryDto): number | null {
    if (duration_ms !== null || start_time === null) return duration_ms;
    return Math.max(0, this.now.everySecond() - Date.parse(start_time));
  }
}
