import { readFilters } from './execution-filters';

describe('readFilters', () => {
  it('reads every part of the address', () => {
    expect(
      readFilters({ script_id: '3', schedule_id: '4', status: 'failed,running', trigger: 'rerun' }),
    ).toEqual({ script_id: 3, schedule_id: 4, status: ['running', 'failed'], trigger: 'rerun' });
  });

  it('includes the last day', () => {
    const { created_from, created_to } = readFilters({ from: '2026-01-31', to: '2026-01-31' });
    expect(new Date(String(created_from))).toEqual(new Date(2026, 0, 31));
    expect(new Date(String(created_to))).toEqual(new Date(2026, 1, 1));
  });

  it('leaves out what means nothing', () => {
    expect(
      readFilters({ script_id: '-1', status: 'broken', trigger: 'moon', from: 'yesterday' }),
    ).toEqual({});
  });
});
