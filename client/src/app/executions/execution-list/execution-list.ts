import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  Injector,
  input,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatTooltip } from '@angular/material/tooltip';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import {
  ExecutionsApi,
  type BulkAction,
  type BulkOutcomeDto,
  type ExecutionSummaryDto,
  type ViewFiltersDto,
} from '../../api';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { DurationPipe } from '../../shared/time/duration.pipe';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { Now } from '../../shared/time/now';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { ExecutionProgress } from '../execution-progress/execution-progress';
import { BulkBar } from '../bulk/bulk-bar';
import { RunSelection, SELECTION_LIMIT } from '../bulk/run-selection';
import { DraftChip } from '../draft/draft-chip';
import { FilterBar } from '../filter-bar/filter-bar';
import { SavedViews } from '../saved-views/saved-views';
import { Timeline, type TimelinePlace } from '../timeline/timeline';
import { ExecutionFeed, type ExecutionFilters } from './execution-feed';
import { ListPlace } from './list-place';
import { queryOf, readFilters, viewOf, type FilterQuery } from './execution-filters';

const refreshEveryMs = 3000;
/** The most that one answer of the server holds. */
const largestPage = 200;
/** Rows of a page of the feed. */
const fullPage = 50;

/** All executions, newest first, with filters that are kept in the address. */
@Component({
  selector: 'app-execution-list',
  imports: [
    BulkBar,
    DraftChip,
    DurationPipe,
    ExecutionProgress,
    FilterBar,
    InstantPipe,
    MatButton,
    MatButtonToggleModule,
    MatCheckbox,
    MatIcon,
    MatProgressBar,
    MatTooltip,
    PageState,
    RelativeTimePipe,
    RouterLink,
    SavedViews,
    StatusChip,
    Timeline,
    TranslocoDirective,
  ],
  templateUrl: './execution-list.html',
  styleUrl: './execution-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionList {
  private readonly api = inject(ExecutionsApi);
  private readonly document = inject(DOCUMENT);
  private readonly errors = inject(ApiErrorMessage);
  private readonly injector = inject(Injector);
  private readonly notifier = inject(Notifier);
  private readonly now = inject(Now);
  private readonly place = inject(ListPlace);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  protected readonly feed = inject(ExecutionFeed);

  readonly script_id = input<string>();
  readonly schedule_id = input<string>();
  readonly status = input<string>();
  readonly trigger = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  readonly reason = input<string>();
  readonly kept = input<string>();
  readonly draft = input<string>();
  readonly last = input<string>();
  /** `timeline`, else the list. */
  readonly view = input<string>();
  /** The window of the timeline, see there. */
  readonly minutes = input<string>();
  readonly until = input<string>();

  protected readonly selection = new RunSelection();
  private readonly sentinel = viewChild<ElementRef<HTMLElement>>('sentinel');
  protected readonly savedFilters = computed(() =>
    viewOf({
      script_id: this.script_id(),
      schedule_id: this.schedule_id(),
      status: this.status(),
      trigger: this.trigger(),
      reason: this.reason(),
      kept: this.kept(),
      draft: this.draft(),
      last: this.last(),
      from: this.from(),
      to: this.to(),
    }),
  );
  /** Without the parts of the address that mean nothing. */
  protected readonly query = computed(() => queryOf(this.savedFilters()));
  protected readonly filters = computed(() => readFilters(this.query()));
  protected readonly isTimeline = computed(() => this.view() === 'timeline');
  protected readonly canSelectMore = computed(
    () =>
      this.selection.size() < SELECTION_LIMIT &&
      (this.feed.hasMore() || this.selection.size() < this.feed.executions().length),
  );
  protected readonly isFiltered = computed(() => Object.keys(this.filters()).length > 0);

  constructor() {
    effect(() => {
      const query = this.query();
      const filters = this.filters();
      if (this.isTimeline()) return;
      untracked(() => {
        this.selection.clear();
        void this.openOrReturn(filters, JSON.stringify(query));
      });
    });
    this.loadMoreAtTheEnd();
    const timer = setInterval(() => {
      if (!this.document.hidden && !this.isTimeline()) void this.refresh();
    }, refreshEveryMs);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      this.place.scrollTop = this.scroller()?.scrollTop ?? 0;
    });
  }

  protected errorText(): string {
    return this.errors.of(this.feed.error());
  }

  protected reopen(): void {
    void this.feed.open(this.filters());
  }

  protected async filter(
    change: FilterQuery & Partial<TimelinePlace> & { view?: string | null },
  ): Promise<void> {
    await this.router.navigate([], {
      relativeTo: this.route,
      queryParams: change,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected show(view: 'list' | 'timeline'): void {
    const isTimeline = view === 'timeline';
    void this.filter(isTimeline ? { view } : { view: null, minutes: null, until: null });
  }

  protected async clearFilters(): Promise<void> {
    await this.router.navigate([], { relativeTo: this.route, queryParams: {}, replaceUrl: true });
  }

  /** Milliseconds it took, or has taken until now; null before it starts. */
  protected elapsedMs({ start_time, duration_ms }: ExecutionSummaryDto): number | null {
    if (duration_ms !== null || start_time === null) return duration_ms;
    return Math.max(0, this.now.everySecond() - Date.parse(start_time));
  }

  protected openView(filters: ViewFiltersDto): void {
    void this.filter(queryOf(filters));
  }

  protected tick(id: number, event: MouseEvent): void {
    const order = this.feed.executions().map((run) => run.id);
    this.selection.toggle(id, order, event.shiftKey);
  }

  /** Selects the newest that match, as many as one request may name. */
  protected async selectAllMatching(): Promise<void> {
    const ids: number[] = [];
    let cursor: string | null = null;
    try {
      do {
        const { data } = await this.api.listExecutions({
          ...this.filters(),
          per_page: largestPage,
          ...(cursor === null ? {} : { cursor }),
        });
        ids.push(...data.items.map(({ id }) => id));
        cursor = data.next_cursor;
      } while (cursor !== null && ids.length < SELECTION_LIMIT);
      this.selection.replace(ids);
    } catch (error) {
      // Any failed call: what was selected before stays selected.
      this.notifier.fail(error);
    }
  }

  protected takeOver({
    action,
    outcomes,
  }: {
    action: BulkAction;
    outcomes: readonly BulkOutcomeDto[];
  }): void {
    const done = new Set(outcomes.filter(({ is_done }) => is_done).map(({ id }) => id));
    if (action === 'delete') this.feed.remove(done);
    // What could not be done stays selected, for another try or another action.
    this.selection.replace(this.selection.ids().filter((id) => !done.has(id)));
    void this.feed.refresh();
  }

  protected showArrivals(): void {
    this.feed.showArrivals();
    this.scroller()?.scrollTo({ top: 0 });
  }

  /** A full page of new runs means that many or more. */
  protected arrivalText(): string {
    const count = this.feed.arrivalCount();
    return count < fullPage ? String(count) : `${count}+`;
  }

  private async refresh(): Promise<void> {
    this.feed.holdsArrivals.set((this.scroller()?.scrollTop ?? 0) > 0 || this.selection.size() > 0);
    await this.feed.refresh();
  }

  /** Who comes back from a run finds the rows and the place as they were left. */
  private async openOrReturn(filters: ExecutionFilters, key: string): Promise<void> {
    const isReturn =
      this.place.key === key && this.router.currentNavigation()?.trigger === 'popstate';
    if (!isReturn || !this.feed.hasRows()) {
      this.place.key = key;
      await this.feed.open(filters);
      return;
    }
    const { scrollTop } = this.place;
    afterNextRender(() => this.scroller()?.scrollTo({ top: scrollTop }), {
      injector: this.injector,
    });
    void this.feed.refresh();
  }

  private loadMoreAtTheEnd(): void {
    effect((onCleanup) => {
      const end = this.sentinel()?.nativeElement;
      // Browsers without it, and tests, have the button.
      if (!end || typeof IntersectionObserver === 'undefined') return;
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (entry?.isIntersecting) void this.feed.loadMore();
        },
        { root: this.scroller(), rootMargin: '600px' },
      );
      // Looks again after each page: the end may still be in sight.
      if (this.feed.hasMore() && this.feed.executions().length > 0) observer.observe(end);
      onCleanup(() => observer.disconnect());
    });
  }

  private scroller(): HTMLElement | null {
    return this.document.getElementById('main');
  }
}
