import { RunSelection, SELECTION_LIMIT } from './run-selection';

describe('RunSelection', () => {
  const order = [9, 8, 7, 6, 5];

  it('ticks and unticks one', () => {
    const selection = new RunSelection();
    selection.toggle(8, order, false);
    selection.toggle(6, order, false);
    selection.toggle(8, order, false);
    expect(selection.ids()).toEqual([6]);
  });

  it('makes all between two clicks as the second one, in both directions', () => {
    const selection = new RunSelection();
    selection.toggle(6, order, false);
    selection.toggle(8, order, true);
    expect(new Set(selection.ids())).toEqual(new Set([6, 7, 8]));
    selection.toggle(6, order, true);
    expect(selection.ids()).toEqual([]);
  });

  it('takes a range from a row that is gone as a single click', () => {
    const selection = new RunSelection();
    selection.toggle(9, order, false);
    selection.toggle(6, [8, 7, 6], true);
    expect(selection.ids()).toEqual([9, 6]);
  });

  it('stops at what one request may name', () => {
    const selection = new RunSelection();
    const many = Array.from({ length: SELECTION_LIMIT + 5 }, (_, index) => index + 1);
    selection.toggle(1, many, false);
    selection.toggle(many.length, many, true);
    expect(selection.size()).toBe(SELECTION_LIMIT);
    selection.replace(many);
    expect(selection.size()).toBe(SELECTION_LIMIT);
  });
});
