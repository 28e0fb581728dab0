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
  DestroyRef,
  effect,
  inject,
  input,
  model,
  type OnInit,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { CopyButton } from './copy-button';
import { ErrorButton } from './error-button';
import type { LogSnapshot } from './log-buffer';
import { LogFolding } from './log-folding';
import { LogFolds } from './log-folds';
import { isAtEnd, LogFollowing } from './log-following';
import type { LogGroup } from './log-groups';
import { LogHits } from './log-hits';
import type { LogLine } from './log-line';
import { LogPlace, MOST_FRAMES, ROW_HEIGHT } from './log-place';
import { lineRangeForm, lineRangeText, rangeTo, readLineRange, type LineRange } from './line-range';
import { LogRow, type LinkWish } from './log-row';
import { LogSearchField } from './log-search-field';
import { LogWindow } from './log-window';
import { ScriptPlaces, type ScriptSource } from './script-places';
import type { WholeLog } from './whole-log';

/** Lines shown while long lines are wrapped: rows of unknown height cannot be virtual. */
const wrappedLineLimit = 2_000;

/** So near to the first or last row that is there, the next ones are read, in CSS pixels. */
const readAheadPx = 2_000;

/** What a reader can take away of a log. */
export type LogExport = 'plain' | 'tagged' | 'stdout' | 'stderr';

/**
 * Shows a log of any length: virtual rows, colours, search, and following the end while it grows.
 *
 * Following stops when the reader scrolls up and starts again at the end. What the browser does not have is read from
 * the server, a window of it at a time, and searched there. Fills its container.
 */
@Component({
  selector: 'app-log-viewer',
  imports: [
    CopyButton,
    DecimalPipe,
    ErrorButton,
    LogRow,
    LogSearchField,
    MatButtonModule,
    MatIcon,
    MatMenuModule,
    MatTooltip,
    NgTemplateOutlet,
    ScrollingModule,
    TranslocoPipe,
  ],
  templateUrl: './log-viewer.html',
  styleUrl: './log-viewer.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    '(keydown.control.f)': 'focusSearch($event)',
    '(keydown.meta.f)': 'focusSearch($event)',
    '(keydown.escape)': 'clearMarks()',
  },
})
export class LogViewer implements OnInit {
  private readonly errors = inject(ApiErrorMessage);
  private readonly destroyRef = inject(DestroyRef);
  private readonly injector = inject(Injector);
  private readonly notifier = inject(Notifier);

  readonly log = input.required<LogSnapshot>();
  /** Where to read what `log` lacks. */
  readonly whole = input.required<WholeLog>();
  /** The script to whose code places in the log lead; null when none do. */
  readonly source = input<ScriptSource | null>(null);
  /**
   * Where a reader begins, unless lines are linked; only what it is at first counts. At the start nothing is new, and nothing
   * is followed.
   */
  readonly opensAt = input<'start' | 'end'>('end');
  /** Whether more may come: shown when the log is still empty. */
  readonly isLive = input(false);
  /** Whether the run failed: then the way to the first error is offered, be there anything on stderr or not. */
  readonly hasFailed = input(false);
  /** The lines that are marked, and brought into sight. */
  readonly linkedLines = input<LineRange | null>(null);
  /** Which groups are folded: kept by whom the viewer comes and goes with. */
  readonly folds = model(LogFolds.initial);
  /** The reader wants the whole log as a file. */
  readonly download = output<LogExport>();
  /** The reader wants a link to these lines. */
  readonly linkTo = output<LineRange>();
  /** The reader went to these lines by their numbers: the address may lead there, too. */
  readonly goneTo = output<LineRange>();
  /** The reader wants no lines marked any more. */
  readonly unmark = output();

  private readonly viewport = viewChild(CdkVirtualScrollViewport);
  private readonly errorButton = viewChild(ErrorButton);
  private readonly wrappedRows = viewChild<ElementRef<HTMLElement>>('wrappedRows');
  private readonly searchField = viewChild.required(LogSearchField);

  protected readonly rowHeight = ROW_HEIGHT;
  protected readonly exportKinds: readonly LogExport[] = ['plain', 'tagged', 'stdout', 'stderr'];
  protected readonly showsTime = signal(false);
  protected readonly wraps = signal(false);
  readonly following = new LogFollowing();

  /** The part of the log that is shown instead of `log`, where somebody wants what that lacks. */
  protected readonly window = computed(() => new LogWindow(this.whole()));
  protected readonly isInWindow = computed(() => this.window().snapshot() !== null);
  private readonly shown = computed(() => this.window().snapshot() ?? this.log());

  protected readonly folding = new LogFolding(this.shown, this.isInWindow, this.isLive, this.folds);
  private readonly wrappableRows = computed(() => this.folding.rows().slice(-wrappedLineLimit));
  /** The lines that have a row. */
  protected readonly lines = computed(() =>
    this.wraps() ? this.wrappableRows() : this.folding.rows(),
  );
  private readonly place = new LogPlace(this.lines, this.viewport, this.wrappedRows);
  /** Lines that come before the first one shown: dropped, never sent, or left out while wrapping. */
  protected readonly hiddenLines = computed(() => (this.lines()[0]?.number ?? 1) - 1);
  protected readonly foldLabel = computed(() =>
    this.folding.hasFolded() ? 'executions.log.unfoldAll' : 'executions.log.foldAll',
  );
  private readonly lastNumber = computed(() => this.log().droppedLines + this.log().lines.length);
  protected readonly totalLines = computed(() =>
    Math.max(this.lastNumber(), this.window().totalLines()),
  );
  private hasOpenedAtStart = false;
  /** Number of the last line when following stopped. */
  private readonly lastSeenNumber = computed(() =>
    this.following.isActive() || this.hasOpenedAtStart ? Infinity : untracked(this.lastNumber),
  );
  protected readonly newLines = computed(() =>
    this.isInWindow() ? 0 : Math.max(0, this.lastNumber() - this.lastSeenNumber()),
  );
  private readonly isLastRowInSight = signal(true);
  /** Whether a reader is led to the end: it is not in sight, and not followed. */
  protected readonly isEndElsewhere = computed(() => {
    if (this.following.isActive()) return false;
    const mayGoOn = this.isInWindow() && (this.isLive() || this.window().hasMore());
    return this.newLines() > 0 || mayGoOn || !this.isLastRowInSight();
  });
  protected readonly numberWidth = computed(() => `${String(this.totalLines()).length}ch`);
  protected readonly places = computed(() => {
    const source = this.source();
    return source && new ScriptPlaces(source);
  });
  protected readonly hasExactNumbers = computed(() => this.shown().hasExactNumbers);
  protected readonly marked = computed(() => {
    const marked = this.linkedLines();
    return marked && { form: lineRangeForm(marked), line: lineRangeText(marked) };
  });
  /** Lines that were linked to, or gone to, in the viewer itself: they are in sight already. */
  private ownLink = '';

  protected readonly hits = new LogHits(
    this.log,
    computed(
      () => !this.isInWindow() && this.log().droppedLines === 0 && this.log().hasExactNumbers,
    ),
    this.whole,
  );
  protected readonly searchProblem = computed(() => {
    const failure = this.hits.failure();
    return failure === null ? '' : this.errors.of(failure);
  });
  protected readonly mayHaveError = computed(
    () => this.hasFailed() || this.log().hasStderr || this.shown().hasStderr,
  );
  /** The line of an error to which a reader was led. */
  protected readonly errorLine = signal<number | null>(null);

  constructor() {
    afterRenderEffect(() => {
      this.place.keep(!this.following.isActive());
      this.keepEnd();
      if (this.folding.hasGroups()) this.fillUp();
    });
    effect(() => {
      if (!this.following.isActive()) this.folding.settle();
    });
    effect(() => {
      const linked = this.linkedLines();
      const isOwn = linked !== null && lineRangeText(linked) === this.ownLink;
      this.ownLink = '';
      if (linked !== null && !isOwn) untracked(() => void this.showLine(linked.first, linked.last));
    });
    const start = effect(() => {
      // Of a long log only the end is sent: its start is on the server.
      if (!this.hasOpenedAtStart || this.log().droppedLines === 0) return;
      start.destroy();
      if (untracked(this.linkedLines) === null) void this.showLine(1);
    });
  }

  ngOnInit(): void {
    this.hasOpenedAtStart = this.opensAt() === 'start';
    if (this.hasOpenedAtStart) this.following.stop();
  }

  protected readonly numberOf = (_index: number, line: LogLine): number => line.number;

  follow(): void {
    this.window().close();
    this.following.start();
    this.scrollToEnd();
  }

  /** Keeps the place that is being read, or goes on following the end. */
  protected async toggleWrap(): Promise<void> {
    const line = this.place.lineInSight();
    const isReading = !this.following.isActive();
    const isLeftOut = !this.wraps() && line < (this.wrappableRows()[0]?.number ?? 0);
    if (isReading && isLeftOut && (await this.readAround(line)) === null) return;
    this.wraps.update((wraps) => !wraps);
    if (isReading) this.bringIntoSight(line);
  }

  protected toggleGroup(group: LogGroup): void {
    // The end moves away: what is unfolded is to be read.
    if (group.isFolded) this.following.stop();
    this.folding.toggle(group);
  }

  protected toggleGroups(): void {
    this.place.hold();
    this.folding.toggleAll();
  }

  protected isLinked({ number }: LogLine): boolean {
    const linked = this.linkedLines();
    return linked !== null && number >= linked.first && number <= linked.last;
  }

  protected askForLink({ line, extends: isExtending }: LinkWish): void {
    const range = rangeTo(isExtending ? this.linkedLines() : null, line);
    this.ownLink = lineRangeText(range);
    this.linkTo.emit(range);
  }

  protected clearMarks(): void {
    if (this.linkedLines()) this.unmark.emit();
  }

  /** Clears the marks by a button that goes with them. */
  protected clearMarksAndRead(): void {
    this.clearMarks();
    this.place.scroller()?.focus({ preventScroll: true });
  }

  /** @param text what a reader wrote, `41` or `41-45`; a number too large leads to the end */
  protected goToLine(text: string): void {
    const range = readLineRange(text.replace(/[\s,.]/g, '').replace(/[–—]/, '-'));
    if (!range) return;
    void this.showLine(range.first, range.last);
    this.ownLink = lineRangeText(range);
    this.goneTo.emit(range);
  }

  protected noticeScroll(scroller: HTMLElement): void {
    if (!this.isInWindow()) this.following.noticeScroll(scroller);
    this.noticeEnd();
    if (this.following.isActive()) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (scrollTop < readAheadPx && this.hiddenLines() > 0) void this.readOn('before');
    else if (scrollHeight - clientHeight - scrollTop < readAheadPx && this.isInWindow())
      void this.readOn('behind');
  }

  /** Whether there are errors to be led to. */
  hasErrors(): boolean {
    return this.errorButton() !== undefined;
  }

  /** Leads to the first error, and from there to the next line that tells of it. */
  async goToError(): Promise<void> {
    await this.errorButton()?.goOn();
  }

  focusSearch(event: Event): void {
    event.preventDefault();
    this.searchField().focus();
  }

  protected async showError(line: number): Promise<void> {
    this.errorLine.set(line);
    await this.showLine(line);
  }

  /** Brings a line into sight, from the server when it is not here. */
  protected async showLine(line: number, last = line): Promise<void> {
    this.following.stop();
    this.folding.reveal({ first: line, last });
    const isHere = this.place.hasRow(line);
    const number = isHere && this.hasExactNumbers() ? line : await this.readAround(line);
    if (number === null) {
      // A log without lines has no place to stay at: what comes is followed.
      if (this.totalLines() === 0) this.following.start();
      return;
    }
    this.folding.reveal({ first: number, last: Math.max(number, last) });
    this.bringIntoSight(number);
  }

  /** Scrolls to a line once its row is drawn. */
  private bringIntoSight(line: number): void {
    afterNextRender({ read: () => this.place.bringIntoSight(line) }, { injector: this.injector });
  }

  /** @returns the line it leads to; null when there is none, or somebody has gone to another page meanwhile */
  private async readAround(line: number): Promise<number | null> {
    try {
      const number = await this.window().show(line);
      return this.destroyRef.destroyed ? null : number;
    } catch (error) {
      this.notifier.fail(error);
      return null;
    }
  }

  /** Reads the lines next to those that are shown. */
  private async readOn(direction: 'before' | 'behind'): Promise<void> {
    const window = this.window();
    try {
      if (!this.isInWindow()) await window.show(this.hiddenLines() + 1);
      else if (direction === 'before' || window.hasMore() || this.isLive())
        await window.extend(direction);
    } catch (error) {
      this.notifier.fail(error);
    }
  }

  /** Reads on where folding leaves so few rows that nobody can scroll for more. */
  private fillUp(): void {
    const scroller = this.place.scroller();
    if (!scroller || !this.isInWindow() || !this.window().canGrow()) return;
    if (scroller.scrollHeight <= scroller.clientHeight) void this.readOn('behind');
  }

  /** Keeps the end in sight while it is followed, and once there is room for the rows that have just come. */
  private keepEnd(framesLeft = MOST_FRAMES): void {
    if (this.following.isActive()) this.scrollToEnd();
    this.noticeEnd();
    if (framesLeft > 0 && !this.place.hasRoom())
      requestAnimationFrame(() => this.keepEnd(framesLeft - 1));
  }

  private noticeEnd(): void {
    const scroller = this.place.scroller();
    this.isLastRowInSight.set(!scroller || isAtEnd(scroller));
  }

  private scrollToEnd(): void {
    const scroller = this.place.scroller();
    if (scroller) this.following.moveToEnd(scroller);
  }
}
