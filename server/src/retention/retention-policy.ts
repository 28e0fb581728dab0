import type { ServerConfig } from '../config/server-config.js';
import type { StoredExecution } from '../executions/storage/stored-executions.js';
import type { RetentionRules } from '../scripts/scripts.service.js';

const DAY_MS = 86_400_000;

/** How long the runs of one script stay; 0 = no limit. */
export interface RetentionPolicy {
  readonly days: number;
  readonly runs: number;
}

/** What holds for a script: its own rules, else the server's. */
export function policyOf(
  script: Pick<RetentionRules, 'retentionDays' | 'retentionRuns'>,
  config: Pick<ServerConfig, 'RETENTION_DAYS' | 'RETENTION_RUNS'>,
): RetentionPolicy {
  return {
    days: script.retentionDays ?? config.RETENTION_DAYS,
    runs: script.retentionRuns ?? config.RETENTION_RUNS,
  };
}

/** The instant before which a run must have ended to be too old; null when none is. */
export function cutoffOf({ days }: RetentionPolicy, now: Date): Date | null {
  return days === 0 ? null : new Date(now.getTime() - days * DAY_MS);
}

/** An execution that no limit may count or delete: it has not ended, or somebody keeps it. */
export const isExempt = ({ endTime, keptAt }: StoredExecution): boolean =>
  endTime === null || keptAt !== null;
