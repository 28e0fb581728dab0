/** A waiting execution, as far as its turn is concerned. */
export interface Waiting {
  readonly id: number;
  readonly scriptId: number;
  /** Higher starts first. */
  readonly priority: number;
}

export const WAITING_REASONS = [
  /** It starts in a moment. */
  'turn',
  /** All places are taken by running executions. */
  'places',
  /** As many of its script run as may run at the same time. */
  'own_limit',
  'dependencies',
  'disk_full',
  'no_spaces',
] as const;

export type WaitingReason = (typeof WAITING_REASONS)[number];

/** What keeps an execution from starting. */
export interface Obstacle {
  readonly reason: WaitingReason;
  /** In a sentence. */
  readonly waitingFor: string;
  /** Ids of executions of its script that have to end before. */
  readonly behind: readonly number[];
}

/** Where a waiting execution stands. */
export interface QueuePlace extends Obstacle {
  /** From 1; null for one that waits for something else than its turn. */
  readonly position: number | null;
}

/**
 * Who runs and who waits: first in, first out within a priority, under a limit over all scripts and one per script. An
 * execution that its script's limit holds back does not hold back those of other scripts behind it.
 */
export class WaitingQueue<T extends Waiting = Waiting> {
  private readonly waiting: T[] = [];
  private readonly running = new Map<number, number>();
  /** Set aside: they count for the limit of their script only. */
  private readonly aside = new Map<number, number>();
  private readonly limits = new Map<number, number>();

  constructor(private readonly limit: number) {}

  get waitingCount(): number {
    return this.waiting.length;
  }

  get runningCount(): number {
    return this.running.size;
  }

  /**
   * Lets an execution wait for its turn; one that is here already stays as it is.
   * @param scriptLimit executions of this script at the same time; null = no limit of its own
   */
  add(entry: T, scriptLimit: number | null): void {
    if (this.running.has(entry.id) || this.aside.has(entry.id)) return;
    if (this.waiting.some(({ id }) => id === entry.id)) return;
    this.limits.set(entry.scriptId, scriptLimit ?? Infinity);
    const behind = this.waiting.findIndex(
      (other) =>
        other.priority < entry.priority ||
        (other.priority === entry.priority && other.id > entry.id),
    );
    if (behind === -1) this.waiting.push(entry);
    else this.waiting.splice(behind, 0, entry);
  }

  /** Counts an execution that runs already. */
  addRunning(id: number, scriptId: number): void {
    this.running.set(id, scriptId);
  }

  /** Takes the next execution that may start and counts it as running. */
  startNext(): T | undefined {
    if (this.running.size >= this.limit) return undefined;
    const index = this.waiting.findIndex(
      ({ scriptId }) => this.runningOf(scriptId).length < this.limitOf(scriptId),
    );
    if (index === -1) return undefined;
    const [next] = this.waiting.splice(index, 1);
    if (next) this.running.set(next.id, next.scriptId);
    return next;
  }

  /**
   * Takes the place of one that was about to start and has to wait for something else. No other of its script passes it
   * where they run one after the other.
   * @returns whether it had a place; if not, it was removed meanwhile
   */
  setAside(id: number): boolean {
    const scriptId = this.running.get(id);
    if (scriptId === undefined) return false;
    this.running.delete(id);
    this.aside.set(id, scriptId);
    return true;
  }

  /** Lets one that was set aside wait for its turn again, where it stood. One that was removed meanwhile stays away. */
  resume(entry: T): void {
    if (!this.aside.delete(entry.id)) return;
    this.add(entry, this.limits.get(entry.scriptId) ?? null);
  }

  /** Forgets an execution, whether it waited or ran. */
  remove(id: number): void {
    this.running.delete(id);
    this.aside.delete(id);
    const index = this.waiting.findIndex((entry) => entry.id === id);
    if (index !== -1) this.waiting.splice(index, 1);
  }

  /** Undefined for an execution that does not wait. */
  placeOf(id: number): QueuePlace | undefined {
    const index = this.waiting.findIndex((entry) => entry.id === id);
    const entry = this.waiting[index];
    return entry && { position: index + 1, ...this.obstacle(entry) };
  }

  private obstacle({ scriptId }: Waiting): Obstacle {
    const behind = this.runningOf(scriptId);
    const limit = this.limitOf(scriptId);
    if (behind.length >= limit) {
      const others = behind.map((id) => `#${id}`).join(', ');
      const waitingFor = `At most ${limit} of this script run at the same time; running: ${others}.`;
      return { reason: 'own_limit', waitingFor, behind };
    }
    if (this.running.size >= this.limit) {
      const waitingFor = `All ${this.limit} places are taken by running executions.`;
      return { reason: 'places', waitingFor, behind: [] };
    }
    return { reason: 'turn', waitingFor: 'It starts in a moment.', behind: [] };
  }

  private runningOf(scriptId: number): number[] {
    const holders: number[] = [];
    for (const [id, script] of [...this.running, ...this.aside])
      if (script === scriptId) holders.push(id);
    return holders;
  }

  private limitOf(scriptId: number): number {
    return this.limits.get(scriptId) ?? Infinity;
  }
}
