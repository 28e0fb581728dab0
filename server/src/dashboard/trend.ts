import { ExecutionStatus } from '../executions/execution-status.js';
import type { TrendPointDto } from './dto/dashboard.dto.js';

/** What the trend needs of an execution; instants in milliseconds since 1970. */
export interface TrendRow {
  status: ExecutionStatus;
  createdMs: number;
  /** From start to end; null for one that has not ended or never started. */
  durationMs: number | null;
}

/** Sorts executions into `parts` equal parts of a window. Those outside of it are left out. */
export function trendOf(
  rows: readonly TrendRow[],
  fromMs: number,
  toMs: number,
  parts: number,
): TrendPointDto[] {
  const length = (toMs - fromMs) / parts;
  const buckets = Array.from({ length: parts }, (): TrendRow[] => []);
  for (const row of rows) buckets[Math.floor((row.createdMs - fromMs) / length)]?.push(row);
  return buckets.map((bucket, index) => {
    const count = (status: ExecutionStatus) => bucket.filter((row) => row.status === status).length;
    return {
      from: new Date(fromMs + index * length),
      to: new Date(fromMs + (index + 1) * length),
      succeeded: count(ExecutionStatus.Success),
      failed: count(ExecutionStatus.Failed),
      cancelled: count(ExecutionStatus.Cancelled),
      median_ms: median(bucket.flatMap(({ durationMs }) => durationMs ?? [])),
    };
  });
}

/** The lower of the two in the middle, so that it is one that was measured. */
function median(values: number[]): number | null {
  const sorted = values.sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
