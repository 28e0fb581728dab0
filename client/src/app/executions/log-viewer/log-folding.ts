import { computed, type Signal, type WritableSignal } from '@angular/core';
import type { LogSnapshot } from './log-buffer';
import { LogFolds } from './log-folds';
import { groupOf, type LogGroup } from './log-groups';
import type { LogLine } from './log-line';
import { LogRows } from './log-rows';
import type { LineRange } from './line-range';

/** The groups of the log that is shown: which are folded, and what is left to see. */
export class LogFolding {
  private readonly logRows = new LogRows(true);
  /** Around a place that somebody wanted to see nothing is folded unasked. */
  private readonly windowRows = new LogRows(false);
  private readonly folded = computed(() =>
    (this.isInWindow() ? this.windowRows : this.logRows).read(this.shown(), this.folds()),
  );

  readonly rows = computed(() => this.folded().rows);
  private readonly groups = computed(() => this.folded().groups);
  readonly hasGroups = computed(() => this.groups().length > 0);
  readonly hasFolded = computed(() => this.groups().some(({ isFolded }) => isFolded));

  constructor(
    private readonly shown: Signal<LogSnapshot>,
    private readonly isInWindow: Signal<boolean>,
    private readonly isGrowing: Signal<boolean>,
    private readonly folds: WritableSignal<LogFolds>,
  ) {}

  /** The group that a line begins; null for any other line. */
  groupAt({ number }: LogLine): LogGroup | null {
    const group = groupOf(this.groups(), number);
    return group?.first === number ? group : null;
  }

  toggle({ first, isFolded }: LogGroup): void {
    this.choose([first], !isFolded);
  }

  /** Folds all groups but one that goes on; or unfolds all when some are folded. */
  toggleAll(): void {
    const open = this.openGroup();
    const stays = open ? [open.first] : [];
    this.folds.set(this.hasFolded() ? LogFolds.none : LogFolds.all.with(stays, false));
  }

  /** Unfolds whatever hides one of the lines. */
  reveal({ first, last }: LineRange): void {
    const hiding = this.groups()
      .filter((group) => group.isFolded && group.first < last && group.last >= first)
      .map((group) => group.first);
    if (hiding.length > 0) this.choose(hiding, false);
  }

  /** Lets the group that goes on stay as it is when it ends: somebody may be reading in it. */
  settle(): void {
    const open = this.openGroup();
    if (open && !this.folds().isSettled(open.first)) this.choose([open.first], open.isFolded);
  }

  /** The group to which the script still writes. */
  private openGroup(): LogGroup | null {
    const group = this.groups().at(-1);
    return group?.size === null && this.isGrowing() && !this.isInWindow() ? group : null;
  }

  private choose(groups: readonly number[], isFolded: boolean): void {
    this.folds.update((folds) => folds.with(groups, isFolded));
  }
}
