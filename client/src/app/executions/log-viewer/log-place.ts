import type { CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import type { ElementRef, Signal } from '@angular/core';
import { countFirst } from './in-order';
import type { LogLine } from './log-line';

/** Height of a row, in CSS pixels; the same as in `log-row.scss`. */
export const ROW_HEIGHT = 20;

/** Frames that rows may take until there is room for them; they take one or two. */
export const MOST_FRAMES = 30;

/** Where a reader is among the rows of a log, and the way to others. */
export class LogPlace {
  private drawn: readonly LogLine[] = [];
  /** Index in `drawn` of the row on top before groups were folded, which may move the rows before they are drawn. */
  private heldIndex: number | null = null;

  /**
   * @param lines that have a row
   * @param viewport of virtual rows; undefined while there are others
   * @param wrappedRows holds the rows while long lines are wrapped
   */
  constructor(
    private readonly lines: Signal<readonly LogLine[]>,
    private readonly viewport: Signal<CdkVirtualScrollViewport | undefined>,
    private readonly wrappedRows: Signal<ElementRef<HTMLElement> | undefined>,
  ) {}

  /** What is scrolled; undefined while nothing is drawn. */
  scroller(): HTMLElement | undefined {
    return this.viewport()?.elementRef.nativeElement ?? this.wrappedRows()?.nativeElement;
  }

  hasRow(line: number): boolean {
    return this.lines()[this.indexOf(line)]?.number === line;
  }

  /** Takes note of the row on top: rows are about to go or come. */
  hold(): void {
    this.heldIndex = this.topIndex();
  }

  /** To be called when rows were drawn: what a reader looks at stays where it is. @param isReading not at the growing end */
  keep(isReading: boolean): void {
    const rows = this.lines();
    const index = this.heldIndex ?? this.topIndex();
    const top = this.drawn[index];
    const hasChanged = rows !== this.drawn;
    this.drawn = rows;
    this.heldIndex = null;
    const viewport = this.viewport();
    if (!hasChanged || !top || !viewport || !isReading) return;
    const shift = (this.indexOf(top.number) - index) * ROW_HEIGHT;
    if (shift === 0) return;
    this.makeRoom(viewport);
    viewport.scrollToOffset(Math.max(0, viewport.measureScrollOffset() + shift));
  }

  bringIntoSight(line: number, framesLeft = MOST_FRAMES): void {
    if (this.hasRoom() || framesLeft === 0) this.scrollToIndex(this.indexOf(line));
    else requestAnimationFrame(() => this.bringIntoSight(line, framesLeft - 1));
  }

  /** Number of the line at the place to which lines are brought. */
  lineInSight(): number {
    const row = this.lines()[this.indexInSight()] ?? this.lines().at(-1);
    return row?.number ?? 1;
  }

  /** Index of the first row in sight. */
  private topIndex(): number {
    return Math.floor((this.viewport()?.measureScrollOffset() ?? 0) / ROW_HEIGHT);
  }

  /** Index of a line's row; where it would stand when it has none. */
  private indexOf(line: number): number {
    return countFirst(this.lines(), ({ number }) => number < line);
  }

  /** Lets a viewport be scrolled to rows that have just come, for which it makes room itself only after they are drawn. */
  private makeRoom({ elementRef }: CdkVirtualScrollViewport): void {
    const spacer = elementRef.nativeElement.querySelector<HTMLElement>(
      '.cdk-virtual-scroll-spacer',
    );
    if (spacer) spacer.style.height = `${this.lines().length * ROW_HEIGHT}px`;
  }

  /** Whether the rows that are shown can be scrolled to: virtual ones that have just come get their room after they are drawn. */
  hasRoom(): boolean {
    const viewport = this.viewport();
    if (!viewport) return true;
    const { scrollHeight } = viewport.elementRef.nativeElement;
    return viewport.getViewportSize() > 0 && scrollHeight >= this.lines().length * ROW_HEIGHT;
  }

  private scrollToIndex(index: number): void {
    const viewport = this.viewport();
    if (viewport) {
      const linesAbove = Math.floor(viewport.getViewportSize() / ROW_HEIGHT / 3);
      viewport.scrollToIndex(Math.max(0, index - linesAbove));
    } else {
      this.wrappedRows()?.nativeElement.children.item(index)?.scrollIntoView({ block: 'center' });
    }
  }

  private indexInSight(): number {
    const viewport = this.viewport();
    if (viewport) {
      const offset = viewport.measureScrollOffset() + viewport.getViewportSize() / 3;
      return Math.floor(offset / ROW_HEIGHT);
    }
    const rows = this.wrappedRows()?.nativeElement;
    if (!rows) return 0;
    const { top, height } = rows.getBoundingClientRect();
    const index = [...rows.children].findIndex(
      (row) => row.getBoundingClientRect().bottom > top + height / 3,
    );
    return Math.max(0, index);
  }
}
