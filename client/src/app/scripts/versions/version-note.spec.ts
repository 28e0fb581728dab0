import { noteOf } from './version-note';

describe('noteOf', () => {
  const note = (version: number, description: string) =>
    noteOf({
      script_id: 7,
      version,
      type: 'python',
      description,
      created_at: '2026-01-01T00:00:00.000Z',
      created_by: null,
    });

  it('tells notes of the server from those of an author', () => {
    expect(note(1, '')).toEqual({ key: 'first', values: {} });
    expect(note(1, 'First version')).toEqual({ key: 'first', values: {} });
    expect(note(4, 'Rolled back to version 12')).toEqual({
      key: 'rolledBackTo',
      values: { version: 12 },
    });
    expect(note(4, 'Rolled back to version 1: two: broken')).toEqual({
      key: 'rolledBackBecause',
      values: { version: 1, reason: 'two: broken' },
    });
    expect(note(4, '')).toEqual({ key: 'noNote', values: {} });
    expect(note(1, 'imported')).toEqual({ key: null, values: {} });
    expect(note(4, 'First version')).toEqual({ key: null, values: {} });
    expect(note(4, 'Rolled back to version x')).toEqual({ key: null, values: {} });
  });
});
