import { computed, signal } from '@angular/core';

/** How many runs can be selected: as many as one request may name. */
export const SELECTION_LIMIT = 500;

/** Which rows of a list are ticked; with shift, all between two clicks. */
export class RunSelection {
  private readonly chosen = signal<ReadonlySet<number>>(new Set());
  private anchor: number | null = null;

  readonly ids = computed(() => [...this.chosen()]);
  readonly size = computed(() => this.chosen().size);

  has(id: number): boolean {
    return this.chosen().has(id);
  }

  /** @param order ids as they are shown @param isRange whether all from the last click to here become as this one */
  toggle(id: number, order: readonly number[], isRange: boolean): void {
    const isOn = !this.has(id);
    const next = new Set(this.chosen());
    for (const one of isRange ? this.between(id, order) : [id]) {
      if (!isOn) next.delete(one);
      else if (next.size < SELECTION_LIMIT) next.add(one);
    }
    this.anchor = id;
    this.chosen.set(next);
  }

  replace(ids: Iterable<number>): void {
    this.chosen.set(new Set([...ids].slice(0, SELECTION_LIMIT)));
  }

  clear(): void {
    this.anchor = null;
    this.chosen.set(new Set());
  }

  private between(id: number, order: readonly number[]): readonly number[] {
    const from = this.anchor === null ? -1 : order.indexOf(this.anchor);
    const to = order.indexOf(id);
    if (from < 0 || to < 0) return [id];
    return order.slice(Math.min(from, to), Math.max(from, to) + 1);
  }
}
