import type { UsagePoint } from '../../runner/runner.js';

/** What a run used at a moment. */
export class UsagePointDto {
  /** Since the run was started, in milliseconds. */
  at_ms: number;
  /** Processor time so far, in milliseconds. */
  cpu_ms: number;
  /** Resident memory of all processes, in bytes; what they share counts for each. */
  rss_bytes: number;

  static from({ atMs, cpuMs, rssBytes }: UsagePoint): UsagePointDto {
    return { at_ms: atMs, cpu_ms: cpuMs, rss_bytes: rssBytes };
  }
}

/** What a run used over time. */
export class ExecutionUsageDto {
  /** At most 120, in the order of time; fewer than two for a run that was too short to be looked at. */
  points: UsagePointDto[];
}
