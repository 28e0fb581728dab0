import { computed, signal, type Signal } from '@angular/core';
import type { LogSnapshot } from './log-buffer';
import { plainText, type LogLine } from './log-line';
import { LogSearch } from './log-search';
import { RemoteSearch } from './remote-search';
import type { WholeLog } from './whole-log';

/** The lines that hold what a reader searches for: found here at every key where the whole log is here, else by the server. */
export class LogHits {
  private readonly search = new LogSearch();
  private readonly remote = computed(() => new RemoteSearch(this.whole()));
  /** How the query that stands is searched for. */
  private readonly isRemote = signal(false);
  private readonly wanted = signal('');
  private readonly expression = signal(false);
  private readonly chosen = signal<number | null>(null);

  readonly query = this.wanted.asReadonly();
  /** Whether the query is a regular expression: those are for the server. */
  readonly isRegex = this.expression.asReadonly();

  private readonly localHits = computed(() =>
    this.search.find(this.isRemote() ? '' : this.query(), this.log()),
  );
  private readonly hits = computed(() =>
    this.isRemote() ? this.remote().hits() : this.localHits(),
  );
  private readonly numbers = computed(() => new Set(this.hits()));
  readonly count = computed(() => (this.isRemote() ? this.remote().total() : this.hits().length));
  /** Whether there are more than are counted. */
  readonly isPartial = computed(() => this.isRemote() && this.remote().isPartial());
  readonly isSearching = computed(() => this.isRemote() && this.remote().isSearching());
  /** Why the server did not search; null when it did, or was not asked. */
  readonly failure = computed(() => (this.isRemote() ? this.remote().failure() : null));
  /** Number of the line that was gone to last; null when it is none of the hits. */
  readonly active = computed(() => {
    const chosen = this.chosen();
    return chosen !== null && this.numbers().has(chosen) ? chosen : null;
  });
  /** Position of the active one among the hits, counted from 1; 0 when there is none. */
  readonly position = computed(() => {
    const active = this.active();
    return active === null ? 0 : this.hits().indexOf(active) + 1;
  });

  /**
   * @param log what is here of the log
   * @param isWhole whether `log` is all that there is
   * @param whole the log on the server
   */
  constructor(
    private readonly log: Signal<LogSnapshot>,
    private readonly isWhole: Signal<boolean>,
    private readonly whole: Signal<WholeLog>,
  ) {}

  /** Whether a line is among the hits, or holds the text that the server has not yet searched so far for. */
  has({ number, text }: LogLine): boolean {
    if (this.numbers().has(number)) return true;
    const wanted = this.query().toLowerCase();
    if (!this.isRemote() || this.isRegex() || wanted === '') return false;
    return plainText(text).toLowerCase().includes(wanted);
  }

  /** @returns the first hit; null when there is none, or another wish came meanwhile */
  async find(text: string, isRegex = this.isRegex()): Promise<number | null> {
    this.wanted.set(text);
    this.expression.set(isRegex);
    this.isRemote.set(isRegex || !this.isWhole());
    if (this.isRemote()) return this.choose(await this.remote().find({ text, isRegex }));
    this.remote().clear();
    return this.choose(this.hits()[0] ?? null);
  }

  /**
   * Goes on from the active hit, and round at both ends, as far as hits are known.
   * @param step 1 for the next hit, -1 for the one before
   * @returns the hit; null when there is none
   */
  async move(step: 1 | -1): Promise<number | null> {
    const hits = this.hits();
    if (hits.length === 0) return null;
    if (step === 1 && this.position() === hits.length && this.isRemote()) {
      const more = await this.remote().findMore();
      if (more !== null) return this.choose(more);
    }
    const position = this.position() === 0 && step === -1 ? 0 : this.position() - 1;
    return this.choose(hits[(position + step + hits.length) % hits.length] ?? null);
  }

  private choose(hit: number | null): number | null {
    if (hit !== null) this.chosen.set(hit);
    return hit;
  }
}
