import { partsOf } from './marked-text';

describe('partsOf', () => {
  it('marks every place, whatever the case', () => {
    expect(partsOf('Backup the backups', 'BACKUP')).toEqual([
      { text: 'Backup', isHit: true },
      { text: ' the ', isHit: false },
      { text: 'backup', isHit: true },
      { text: 's', isHit: false },
    ]);
  });

  it('takes signs literally and leaves a text whole when nothing was searched', () => {
    expect(partsOf('a.b', '.')).toHaveLength(3);
    expect(partsOf('ab', '.')).toEqual([{ text: 'ab', isHit: false }]);
    expect(partsOf('ab', ' ')).toEqual([{ text: 'ab', isHit: false }]);
  });
});
