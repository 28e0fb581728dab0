import { inverseOf } from './label-undo';

const script = (id: number, tags: string[], category: string | null = null) => ({
  id,
  tags,
  category,
});

describe('inverseOf', () => {
  it('takes new tags from those that lacked them only', () => {
    const scripts = [script(1, []), script(2, ['daily']), script(3, []), script(4, ['a', 'daily'])];
    expect(inverseOf(scripts, { action: 'add_tags', tags: [' Daily', 'a'] })).toEqual([
      { ids: [1, 3], action: 'remove_tags', tags: ['daily', 'a'] },
      { ids: [2], action: 'remove_tags', tags: ['a'] },
    ]);
  });

  it('gives removed tags back to those that had them', () => {
    const scripts = [script(1, ['a', 'b']), script(2, [])];
    expect(inverseOf(scripts, { action: 'remove_tags', tags: ['a'] })).toEqual([
      { ids: [1], action: 'add_tags', tags: ['a'] },
    ]);
  });

  it('moves each back to where it was', () => {
    const scripts = [script(1, [], 'a'), script(2, []), script(3, [], 'a'), script(4, [], 'b/c')];
    expect(inverseOf(scripts, { action: 'move', category: ' b / c' })).toEqual([
      { ids: [1, 3], action: 'move', category: 'a' },
      { ids: [2], action: 'move', category: null },
    ]);
  });

  it('has nothing for what cannot be undone', () => {
    expect(inverseOf([script(1, [])], { action: 'delete' })).toEqual([]);
  });
});
