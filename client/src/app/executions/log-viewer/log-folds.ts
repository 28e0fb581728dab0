/** Which groups are folded that nobody chose by themselves: those that have ended, or all, or none. */
type Others = 'ended' | 'all' | 'none';

/** What a reader chose to see of the groups of a log; never changes. A group is known by the number of its first line. */
export class LogFolds {
  /** Before any choice: what is over is folded, what is going on is seen. */
  static readonly initial = new LogFolds('ended', new Map());
  static readonly all = new LogFolds('all', new Map());
  static readonly none = new LogFolds('none', new Map());

  private constructor(
    private readonly others: Others,
    private readonly chosen: ReadonlyMap<number, boolean>,
  ) {}

  isFolded(group: number, hasEnded: boolean): boolean {
    const isOtherFolded = this.others === 'all' || (this.others === 'ended' && hasEnded);
    return this.chosen.get(group) ?? isOtherFolded;
  }

  /** Whether a group will stay as it is when it ends. */
  isSettled(group: number): boolean {
    return this.others !== 'ended' || this.chosen.has(group);
  }

  /** The same choices but for these groups. */
  with(groups: readonly number[], isFolded: boolean): LogFolds {
    const chosen = new Map(this.chosen);
    for (const group of groups) chosen.set(group, isFolded);
    return new LogFolds(this.others, chosen);
  }
}
