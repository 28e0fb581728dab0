import { computed, inject, Injectable, signal } from '@angular/core';
import { ExecutionsApi, type ExecutionSummaryDto, type ListExecutions$Params } from '../../api';
import { isFinal } from '../execution-stream';

/** What the list is narrowed to. */
export type ExecutionFilters = Omit<ListExecutions$Params, 'cursor' | 'per_page'>;

const pageSize = 50;
/** Unfinished executions below the first page that one refresh reads. */
const refreshLimit = 20;

/**
 * Executions, newest first: read by cursor, kept up to date in place. One for the whole console: who comes back from an
 * execution finds the rows as they were left.
 */
@Injectable({ providedIn: 'root' })
export class ExecutionFeed {
  private readonly api = inject(ExecutionsApi);

  private filters: ExecutionFilters = {};
  private cursor: string | null = null;
  private readonly rows = signal<readonly ExecutionSummaryDto[]>([]);
  private readonly failure = signal<unknown>(null);
  private readonly loading = signal(false);
  private readonly hasMoreRows = signal(false);
  private readonly isOpened = signal(false);
  /** New rows that wait, newest first. */
  private readonly arrivals = signal<readonly ExecutionSummaryDto[]>([]);

  /** Whether new rows wait until they are asked for, because somebody reads further down. */
  readonly holdsArrivals = signal(false);
  /** How many wait: the size of a page means "that many or more". */
  readonly arrivalCount = computed(() => this.arrivals().length);

  readonly executions = this.rows.asReadonly();
  /** What the last reading threw; null after a good one. */
  readonly error = this.failure.asReadonly();
  readonly isLoading = this.loading.asReadonly();
  readonly hasMore = this.hasMoreRows.asReadonly();
  /** Whether the filters were answered, be it with nothing. */
  readonly isEmpty = computed(() => this.isOpened() && this.rows().length === 0);

  /** Whether rows of an earlier reading are here. */
  hasRows(): boolean {
    return this.isOpened() && this.rows().length > 0;
  }

  /** Brings in the rows that waited. */
  showArrivals(): void {
    const waiting = this.arrivals();
    this.arrivals.set([]);
    this.mergeNewest(waiting);
  }

  /** Takes rows away that are deleted. */
  remove(ids: ReadonlySet<number>): void {
    this.rows.update((rows) => rows.filter(({ id }) => !ids.has(id)));
  }

  /** Starts again with other filters. */
  async open(filters: ExecutionFilters): Promise<void> {
    this.filters = filters;
    this.isOpened.set(false);
    this.arrivals.set([]);
    await this.read(filters, null);
  }

  async loadMore(): Promise<void> {
    if (!this.loading() && this.cursor !== null) await this.read(this.filters, this.cursor);
  }

  /** Brings in what is new and what has changed; fails silently, the next refresh tries again. */
  async refresh(): Promise<void> {
    const { filters } = this;
    if (this.loading() || !this.isOpened()) return;
    try {
      const { data } = await this.api.listExecutions({ ...filters, per_page: pageSize });
      const known = new Set(data.items.map(({ id }) => id));
      const unfinished = this.rows().filter(({ id, status }) => !known.has(id) && !isFinal(status));
      const changed = await Promise.all(
        unfinished
          .slice(0, refreshLimit)
          .map(async ({ id }) => (await this.api.getExecution({ id })).data),
      );
      if (filters !== this.filters) return;
      this.merge(changed);
      this.takeNewest(data.items, data.next_cursor);
    } catch {
      // A missed refresh is not worth a message: the page shows an error when it opens.
    }
  }

  private takeNewest(items: readonly ExecutionSummaryDto[], cursor: string | null): void {
    const top = this.rows()[0]?.id ?? 0;
    const fresh = items.filter(({ id }) => id > top);
    if (!this.holdsArrivals() || top === 0) {
      this.arrivals.set([]);
      this.mergeNewest(items, cursor);
      return;
    }
    this.arrivals.set(fresh);
    this.merge(items.filter(({ id }) => id <= top));
  }

  /** A page that does not reach down to what is shown replaces it: no gap may stay between them. */
  private mergeNewest(items: readonly ExecutionSummaryDto[], cursor?: string | null): void {
    const top = this.rows()[0]?.id ?? 0;
    const last = items.at(-1)?.id ?? 0;
    if (items.length < pageSize || last <= top || top === 0) {
      this.merge(items);
      return;
    }
    this.rows.set(items);
    this.cursor = cursor ?? String(last);
    this.hasMoreRows.set(true);
  }

  private async read(filters: ExecutionFilters, cursor: string | null): Promise<void> {
    this.loading.set(true);
    try {
      const { data } = await this.api.listExecutions({
        ...filters,
        per_page: pageSize,
        ...(cursor === null ? {} : { cursor }),
      });
      // The filters were changed meanwhile: this answer is void.
      if (filters !== this.filters) return;
      if (cursor === null) this.rows.set(data.items);
      else this.merge(data.items);
      this.cursor = data.next_cursor;
      this.hasMoreRows.set(data.next_cursor !== null);
      this.isOpened.set(true);
      this.failure.set(null);
    } catch (error) {
      if (filters === this.filters) this.failure.set(error);
    } finally {
      if (filters === this.filters) this.loading.set(false);
    }
  }

  private merge(items: readonly ExecutionSummaryDto[]): void {
    const byId = new Map(this.rows().map((row) => [row.id, row]));
    for (const item of items) byId.set(item.id, item);
    this.rows.set([...byId.values()].sort((one, other) => other.id - one.id));
  }
}
