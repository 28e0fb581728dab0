import { countFirst } from './in-order';
import type { LogSnapshot } from './log-buffer';
import type { LogFolds } from './log-folds';
import { endsGroup, titleOf, type LogGroup } from './log-groups';
import type { LogLine } from './log-line';

/** What is seen of a log whose groups may be folded; never changes. */
export interface FoldedLog {
  /** The lines but for those folded away. The first line of a group always stays. */
  readonly rows: readonly LogLine[];
  /** In the order of the log. */
  readonly groups: readonly LogGroup[];
}

/**
 * Finds the groups of a log and leaves out what is folded.
 *
 * Remembers its last answer: while a log only grows and nobody folds, a new look reads the new lines only.
 */
export class LogRows {
  private reading: RowReading | null = null;
  private droppedLines = 0;
  /** The newest line that was read and can no longer change. */
  private lastRead: LogLine | null = null;

  /** @param foldsEnded whether groups that nobody chose are folded once they have ended */
  constructor(private readonly foldsEnded: boolean) {}

  read(log: LogSnapshot, folds: LogFolds): FoldedLog {
    const { lines, droppedLines, firstOpenIndex } = log;
    const known = this.isContinued(log, folds) ? this.reading : null;
    const reading = known ?? new RowReading(folds, this.foldsEnded);
    const from = known ? this.indexOf(this.lastRead, log) + 1 : 0;
    for (const line of lines.slice(from, firstOpenIndex)) reading.add(line);
    this.reading = reading;
    this.droppedLines = droppedLines;
    this.lastRead = lines[firstOpenIndex - 1] ?? null;
    // What may still change is read again next time.
    const whole = reading.copy();
    for (const line of lines.slice(firstOpenIndex)) whole.add(line);
    return { rows: whole.rowsOf(lines), groups: whole.groups };
  }

  /** Not when lines were dropped: a buffer drops many at a time, and rarely. */
  private isContinued(log: LogSnapshot, folds: LogFolds): boolean {
    return (
      this.reading?.folds === folds &&
      this.droppedLines === log.droppedLines &&
      (this.lastRead === null || this.indexOf(this.lastRead, log) >= 0)
    );
  }

  /** @returns -1 for no line, or one that is another now */
  private indexOf(line: LogLine | null, { lines, droppedLines }: LogSnapshot): number {
    const index = line ? line.number - 1 - droppedLines : -1;
    return lines[index] === line ? index : -1;
  }
}

/** Groups of the lines that were added so far, and their rows. */
class RowReading {
  constructor(
    readonly folds: LogFolds,
    private readonly foldsEnded: boolean,
    readonly groups: LogGroup[] = [],
    /** From the first group on: a log without groups is not held twice. */
    private readonly rows: LogLine[] = [],
  ) {}

  copy(): RowReading {
    return new RowReading(this.folds, this.foldsEnded, this.groups.slice(), this.rows.slice());
  }

  /** @param lines all that were added */
  rowsOf(lines: readonly LogLine[]): readonly LogLine[] {
    const first = this.rows[0];
    if (!first) return lines;
    const plain = countFirst(lines, ({ number }) => number < first.number);
    return lines.slice(0, plain).concat(this.rows);
  }

  add(line: LogLine): void {
    const title = titleOf(line);
    if (title !== null) {
      this.endGroup(line.number - 1, 0);
      this.rows.push(line);
      this.beginGroup(line.number, title);
      return;
    }
    if (this.groups.length === 0) return;
    if (!this.openGroup?.isFolded) this.rows.push(line);
    if (endsGroup(line)) this.endGroup(line.number, 1);
  }

  private get openGroup(): LogGroup | null {
    const group = this.groups.at(-1);
    return group?.size === null ? group : null;
  }

  private beginGroup(first: number, title: string): void {
    const isFolded = this.folds.isFolded(first, false);
    this.groups.push({ first, last: Infinity, size: null, title, isFolded });
  }

  /** @param marks lines at its end that only mark it */
  private endGroup(last: number, marks: number): void {
    const group = this.openGroup;
    if (!group) return;
    const isFolded = this.folds.isFolded(group.first, this.foldsEnded);
    const size = last - group.first - marks;
    this.groups[this.groups.length - 1] = { ...group, last, size, isFolded };
    if (isFolded) this.rows.length = countFirst(this.rows, ({ number }) => number <= group.first);
  }
}
