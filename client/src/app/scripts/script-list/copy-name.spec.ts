import { copyName } from './copy-name';

describe('copyName', () => {
  it('counts up', () => {
    expect([1, 2, 3].map((count) => copyName('备份', '副本', count))).toEqual([
      '备份 副本',
      '备份 副本 2',
      '备份 副本 3',
    ]);
  });

  it('shortens a name that would become too long, never inside a character', () => {
    const name = copyName('😀'.repeat(100), 'copy', 12);
    expect([...name]).toHaveLength(100);
    expect(name).toBe(`${'😀'.repeat(92)} copy 12`);
  });
});
