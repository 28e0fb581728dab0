import { computed, signal } from '@angular/core';
import type { LogQuery, WholeLog } from './whole-log';

/** What is known of a search that the server does. */
interface Findings {
  readonly query: LogQuery;
  /** Numbers of the lines found so far, in order. */
  readonly hits: readonly number[];
  /** Lines found in the whole log; at least so many when `isPartial`. */
  readonly total: number;
  readonly isPartial: boolean;
  /** Where to look for more; null when all are known. */
  readonly nextLine: number | null;
}

/** A wait for more keys, in milliseconds. */
const pauseMs = 300;

/** Searches a log on the server, from its first line on, and reads further hits as they are wanted. */
export class RemoteSearch {
  private readonly findings = signal<Findings | null>(null);
  private readonly pending = signal(false);
  private readonly error = signal<unknown>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private request = 0;

  /** Whether an answer is awaited. */
  readonly isSearching = this.pending.asReadonly();
  /** Why the last search failed; null when it did not. */
  readonly failure = this.error.asReadonly();
  readonly hits = computed(() => this.findings()?.hits ?? []);
  readonly total = computed(() => this.findings()?.total ?? 0);
  readonly isPartial = computed(() => this.findings()?.isPartial ?? false);

  constructor(private readonly log: WholeLog) {}

  /**
   * Searches once no other wish has come for a moment.
   * @returns the first hit; null when there is none, or another wish came
   */
  async find(query: LogQuery): Promise<number | null> {
    this.clear();
    if (query.text === '') return null;
    const request = this.request;
    this.pending.set(true);
    await new Promise<void>((resolve) => {
      this.timer = setTimeout(resolve, pauseMs);
    });
    return this.look(request, query, 1, []);
  }

  /** Reads the hits behind those that are known. @returns the next one; null when there are no more */
  async findMore(): Promise<number | null> {
    const known = this.findings();
    if (!known || known.nextLine === null || this.pending()) return null;
    this.pending.set(true);
    return this.look(++this.request, known.query, known.nextLine, known.hits);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.request++;
    this.pending.set(false);
    this.error.set(null);
    this.findings.set(null);
  }

  private async look(
    request: number,
    query: LogQuery,
    fromLine: number,
    known: readonly number[],
  ): Promise<number | null> {
    if (request !== this.request) return null;
    const before = this.findings();
    // What lies behind was counted, unless the time was up.
    const isCounting = before === null || before.isPartial;
    try {
      const answer = await this.log.search(query, fromLine, isCounting);
      if (request !== this.request) return null;
      const found = answer.hits.map(({ number }) => number);
      this.findings.set({
        query,
        hits: [...known, ...found],
        total: answer.total === null ? (before?.total ?? 0) : known.length + answer.total,
        isPartial: isCounting ? answer.is_partial : false,
        nextLine: answer.next_line,
      });
      return found[0] ?? null;
    } catch (error) {
      if (request === this.request) this.error.set(error);
      return null;
    } finally {
      if (request === this.request) this.pending.set(false);
    }
  }
}
