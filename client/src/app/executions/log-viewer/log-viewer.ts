import { CdkVirtualScrollViewport, ScrollingModule } from '@angular/cdk/scrolling';
import { DecimalPipe, NgTemplateOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  afterRenderEffect,
  computed,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LogSnapshot } from './log-buffer';
import { plainText, type LogLine } from './log-line';
import { LogFollowing } from './log-following';
import { LogRow } from './log-row';
import { LogSearch } from './log-search';

/** Lines shown while long lines are wrapped: rows of unknown height cannot be virtual. */
const wrappedLineLimit = 2_000;

/**
 * Shows a log of any length: virtual rows, colours, search, and following the end while it grows.
 *
 * Following stops when the reader scrolls up and starts again at the end. Fills its container.
 */
@Component({
  selector: 'app-log-viewer',
  imports: [
    DecimalPipe,
    LogRow,
    MatButtonModule,
    MatIcon,
    MatTooltip,
    NgTemplateOutlet,
    ScrollingModule,
    TranslocoPipe,
  ],
  templateUrl: './log-viewer.html',
  styleUrl: './log-viewer.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown.control.f)': 'focusSearch($event)', '(keydown.meta.f)': 'focusSearch($event)' },
})
export class LogViewer {
  private readonly injector = inject(Injector);
  private readonly search = new LogSearch();

  readonly log = input.required<LogSnapshot>();
  /** Whether more may come: shown when the log is still empty. */
  readonly isLive = input(false);
  /** The reader wants the whole log as a file. */
  readonly download = output();

  private readonly viewport = viewChild(CdkVirtualScrollViewport);
  private readonly wrappedRows = viewChild<ElementRef<HTMLElement>>('wrappedRows');
  private readonly searchField = viewChild.required<ElementRef<HTMLInputElement>>('searchField');

  /** Height of a row, in CSS pixels; the same as in `log-row.scss`. */
  protected readonly rowHeight = 20;
  protected readonly showsTime = signal(false);
  protected readonly wraps = signal(false);
  protected readonly isCopied = signal(false);
  protected readonly following = new LogFollowing();

  protected readonly query = signal('');
  private readonly chosenHit = signal<number | null>(null);

  protected readonly lines = computed(() => {
    const { lines } = this.log();
    return this.wraps() ? lines.slice(-wrappedLineLimit) : lines;
  });
  /** Lines of the log that are not shown, because they were dropped or wrapping shows the end only. */
  protected readonly hiddenLines = computed(
    () => this.log().droppedLines + this.log().lines.length - this.lines().length,
  );
  private readonly lastNumber = computed(() => this.log().droppedLines + this.log().lines.length);
  private droppedAtLastDraw = 0;
  /** Number of the last line when following stopped. */
  private readonly lastSeenNumber = computed(() =>
    this.following.isActive() ? Infinity : untracked(this.lastNumber),
  );
  protected readonly newLines = computed(() =>
    Math.max(0, this.lastNumber() - this.lastSeenNumber()),
  );
  protected readonly numberWidth = computed(() => `${String(this.lastNumber()).length}ch`);

  private readonly hits = computed(() => {
    const found = this.search.find(this.query(), this.log());
    return found.filter((number) => number > this.hiddenLines());
  });
  private readonly hitNumbers = computed(() => new Set(this.hits()));
  protected readonly hitCount = computed(() => this.hits().length);
  protected readonly activeHit = computed(() => {
    const chosen = this.chosenHit();
    return chosen !== null && this.hitNumbers().has(chosen) ? chosen : null;
  });
  /** Position among the hits, counted from 1; 0 when none is chosen. */
  protected readonly hitPosition = computed(() => {
    const active = this.activeHit();
    return active === null ? 0 : this.hits().indexOf(active) + 1;
  });

  constructor() {
    afterRenderEffect(() => {
      this.lines();
      this.keepPlace(this.log().droppedLines);
      if (this.following.isActive()) this.scrollToEnd();
    });
  }

  protected readonly numberOf = (_index: number, line: LogLine): number => line.number;

  protected isHit(line: LogLine): boolean {
    return this.hitNumbers().has(line.number);
  }

  protected follow(): void {
    this.following.start();
    this.scrollToEnd();
  }

  protected toggleWrap(): void {
    this.wraps.update((wraps) => !wraps);
    this.following.start();
  }

  protected focusSearch(event: Event): void {
    event.preventDefault();
    this.searchField().nativeElement.select();
  }

  protected searchFor(query: string): void {
    this.query.set(query);
    const first = this.hits().at(0);
    if (first !== undefined) this.showHit(first);
  }

  /** @param step 1 for the next hit, -1 for the one before; goes round at both ends */
  protected moveToHit(step: 1 | -1): void {
    const hits = this.hits();
    if (hits.length === 0) return;
    const position = this.hitPosition() === 0 && step === -1 ? 0 : this.hitPosition() - 1;
    const number = hits[(position + step + hits.length) % hits.length];
    if (number !== undefined) this.showHit(number);
  }

  protected async copy(): Promise<void> {
    const text = this.log()
      .lines.filter((line) => line.kind !== 'skipped')
      .map((line) => plainText(line.text))
      .join('\n');
    await navigator.clipboard.writeText(text);
    this.isCopied.set(true);
    setTimeout(() => this.isCopied.set(false), 2000);
  }

  private showHit(number: number): void {
    this.following.stop();
    this.chosenHit.set(number);
    const index = number - 1 - this.hiddenLines();
    afterNextRender({ read: () => this.scrollToIndex(index) }, { injector: this.injector });
  }

  /** What a reader looks at stays where it is when older lines are dropped above it. */
  private keepPlace(droppedLines: number): void {
    const shift = (droppedLines - this.droppedAtLastDraw) * this.rowHeight;
    this.droppedAtLastDraw = droppedLines;
    const viewport = this.viewport();
    if (shift <= 0 || !viewport || this.following.isActive()) return;
    viewport.scrollToOffset(Math.max(0, viewport.measureScrollOffset() - shift));
  }

  private scrollToIndex(index: number): void {
    const viewport = this.viewport();
    if (viewport) {
      const linesAbove = Math.floor(viewport.getViewportSize() / this.rowHeight / 3);
      viewport.scrollToIndex(Math.max(0, index - linesAbove));
    } else {
      this.wrappedRows()?.nativeElement.children.item(index)?.scrollIntoView({ block: 'center' });
    }
  }

  private scrollToEnd(): void {
    const viewport = this.viewport();
    const scroller = viewport?.elementRef.nativeElement ?? this.wrappedRows()?.nativeElement;
    if (scroller) this.following.moveToEnd(scroller);
  }
}
