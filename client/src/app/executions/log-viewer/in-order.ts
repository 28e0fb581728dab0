/**
 * Counts the first items for which something holds that holds for none behind them: where a number stands among
 * ascending ones. Looks at few of the items, however many there are.
 */
export function countFirst<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
