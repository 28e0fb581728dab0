import type { ExecutionStatus, ExecutionTrigger } from '../../api';
import type { ExecutionFilters } from './execution-feed';

export const STATUSES: readonly ExecutionStatus[] = [
  'pending',
  'running',
  'success',
  'failed',
  'cancelled',
];
export const TRIGGERS: readonly ExecutionTrigger[] = ['manual', 'schedule', 'rerun'];

/** The filters as they stand in the address of the page. */
export interface FilterQuery {
  readonly script_id?: string | null | undefined;
  readonly schedule_id?: string | null | undefined;
  /** Separated by commas. */
  readonly status?: string | null | undefined;
  readonly trigger?: string | null | undefined;
  /** First day, `2026-01-31`, in the reader's time zone. */
  readonly from?: string | null | undefined;
  /** Last day, included. */
  readonly to?: string | null | undefined;
}

/** What to ask the server for; parts of the address that mean nothing are left out. */
export function readFilters(query: FilterQuery): ExecutionFilters {
  const script = positive(query.script_id);
  const schedule = positive(query.schedule_id);
  const statuses = readStatuses(query.status);
  const trigger = TRIGGERS.find((known) => known === query.trigger);
  const from = startOfDay(query.from, 0);
  const to = startOfDay(query.to, 1);
  return {
    ...(script && { script_id: script }),
    ...(schedule && { schedule_id: schedule }),
    ...(statuses.length > 0 && { status: statuses }),
    ...(trigger && { trigger }),
    ...(from && { created_from: from }),
    ...(to && { created_to: to }),
  };
}

export function readStatuses(status: string | null | undefined): ExecutionStatus[] {
  const wanted = status?.split(',') ?? [];
  return STATUSES.filter((known) => wanted.includes(known));
}

function positive(text: string | null | undefined): number | null {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** @param dayOffset 1 for the day after, so that a last day is included */
function startOfDay(day: string | null | undefined, dayOffset: 0 | 1): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!parts) return null;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + dayOffset);
  return date.toISOString();
}
