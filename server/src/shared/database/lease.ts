/** A first-in-first-out lock with one holder. */
export class Lease {
  private current: object | null = null;
  private readonly waiting: { who: object; admit: () => void }[] = [];

  get holder(): object | null {
    return this.current;
  }

  /**
   * Resolves once `who` holds the lease.
   * @throws Error when it was not free within `waitMs`
   */
  async take(who: object, waitMs: number): Promise<void> {
    if (!this.current) {
      this.current = who;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const entry = {
        who,
        admit: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(
          new Error(
            `The database connection was not free within ${waitMs} ms: a transaction takes too long.`,
          ),
        );
      }, waitMs);
      this.waiting.push(entry);
    });
  }

  /** Hands the lease to whoever has waited longest. Does nothing when `who` is not the holder. */
  give(who: object): void {
    if (this.current !== who) return;
    const next = this.waiting.shift();
    this.current = next?.who ?? null;
    next?.admit();
  }
}
