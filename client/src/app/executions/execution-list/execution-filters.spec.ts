import { queryOf, readFilters, viewOf } from './execution-filters';

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

  it('reads a recent time from the clock, and then no days', () => {
    const now = new Date(2026, 0, 31, 12);
    const { created_from, created_to } = readFilters({ last: '24h', to: '2026-01-01' }, now);
    expect(created_from).toBe(new Date(2026, 0, 30, 12).toISOString());
    expect(created_to).toBeUndefined();
    expect(readFilters({ last: 'today' }, now).created_from).toBe(
      new Date(2026, 0, 31).toISOString(),
    );
  });
});

describe('viewOf', () => {
  it('keeps what `queryOf` turns into the same address again', () => {
    const query = {
      ...{ script_id: '3', schedule_id: null, status: 'failed', trigger: 'manual' },
      ...{ reason: 'timeout', kept: 'true', draft: 'false', last: '7d', from: null, to: null },
    };
    expect(queryOf(viewOf(query))).toEqual(query);
  });

  it('leaves out what means nothing', () => {
    expect(viewOf({ status: 'broken', last: 'moon', from: 'yesterday', kept: 'no' })).toEqual({});
  });
});
