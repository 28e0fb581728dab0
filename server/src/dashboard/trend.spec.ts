import { ExecutionStatus } from '../executions/execution-status.js';
import { type TrendRow, trendOf } from './trend.js';

const row = (createdMs: number, durationMs: number | null = 1): TrendRow => ({
  status: ExecutionStatus.Success,
  createdMs,
  durationMs,
});

describe('trendOf', () => {
  it('sorts executions by when they were made and how they ended', () => {
    const rows = [
      row(0),
      { ...row(99), status: ExecutionStatus.Failed },
      row(100),
      { ...row(150), status: ExecutionStatus.Cancelled },
      { ...row(160, null), status: ExecutionStatus.Running },
    ];
    expect(trendOf(rows, 0, 200, 2)).toEqual([
      expect.objectContaining({ from: new Date(0), to: new Date(100), succeeded: 1, failed: 1 }),
      expect.objectContaining({ from: new Date(100), succeeded: 1, failed: 0, cancelled: 1 }),
    ]);
  });

  it('leaves out what is outside of the window', () => {
    expect(trendOf([row(-1), row(200)], 0, 200, 1)[0]).toMatchObject({ succeeded: 0 });
  });

  it.each([
    [[], null],
    [[5], 5],
    [[30, 10, 20], 20],
    [[40, 10, 30, 20], 20],
    [[10, null], 10],
  ])('takes the middle of %p', (durations, expected) => {
    const rows = durations.map((durationMs) => row(1, durationMs));
    expect(trendOf(rows, 0, 10, 1)[0]?.median_ms).toBe(expected);
  });
});
