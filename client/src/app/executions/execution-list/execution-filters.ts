import type {
  ExecutionStatus,
  ExecutionTrigger,
  FailureReason,
  RecentTime,
  ViewFiltersDto,
} from '../../api';
import type { ExecutionFilters } from './execution-feed';

export const STATUSES: readonly ExecutionStatus[] = [
  'pending',
  'running',
  'success',
  'failed',
  'cancelled',
];
export const TRIGGERS: readonly ExecutionTrigger[] = ['manual', 'schedule', 'rerun'];
export const REASONS: readonly FailureReason[] = [
  'exit_code',
  'signal',
  'timeout',
  'out_of_memory',
  'process_limit',
  'cpu_limit',
  'space_limit',
  'log_limit',
  'dependencies',
  'launch',
  'lost',
];
export const RECENT: readonly RecentTime[] = ['1h', 'today', '24h', '7d', '30d'];

const HOUR_MS = 3_600_000;
const RECENT_MS: Record<Exclude<RecentTime, 'today'>, number> = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
};

/** The filters as they stand in the address of the page. */
export interface FilterQuery {
  readonly script_id?: string | null | undefined;
  readonly schedule_id?: string | null | undefined;
  /** Separated by commas. */
  readonly status?: string | null | undefined;
  readonly trigger?: string | null | undefined;
  readonly reason?: string | null | undefined;
  /** `true`: only runs that are kept for ever. */
  readonly kept?: string | null | undefined;
  /** `true`: only runs of drafts; `false`: only runs of versions. */
  readonly draft?: string | null | undefined;
  /** A window until now; from and to do not count beside it. */
  readonly last?: string | null | undefined;
  /** First day, `2026-01-31`, in the reader's time zone. */
  readonly from?: string | null | undefined;
  /** Last day, included. */
  readonly to?: string | null | undefined;
}

/** What to ask the server for; parts of the address that mean nothing are left out. @param now ends the recent times */
export function readFilters(query: FilterQuery, now = new Date()): ExecutionFilters {
  const script = positive(query.script_id);
  const schedule = positive(query.schedule_id);
  const statuses = readStatuses(query.status);
  const trigger = TRIGGERS.find((known) => known === query.trigger);
  const reason = REASONS.find((known) => known === query.reason);
  const recent = startOfRecent(query.last, now);
  const from = recent ?? startOfDay(query.from, 0);
  const to = recent ? null : startOfDay(query.to, 1);
  return {
    ...(script && { script_id: script }),
    ...(schedule && { schedule_id: schedule }),
    ...(statuses.length > 0 && { status: statuses }),
    ...(trigger && { trigger }),
    ...(reason && { reason }),
    ...(query.kept === 'true' && { kept: 'true' as const }),
    ...((query.draft === 'true' || query.draft === 'false') && { draft: query.draft === 'true' }),
    ...(from && { created_from: from }),
    ...(to && { created_to: to }),
  };
}

export function readStatuses(status: string | null | undefined): ExecutionStatus[] {
  const wanted = status?.split(',') ?? [];
  return STATUSES.filter((known) => wanted.includes(known));
}

/** A view's filters as the address has them; the parts that it does not name are null, so that they are removed. */
export function queryOf(filters: ViewFiltersDto): FilterQuery {
  return {
    script_id: filters.script_id ? String(filters.script_id) : null,
    schedule_id: filters.schedule_id ? String(filters.schedule_id) : null,
    status: filters.status?.join(',') ?? null,
    trigger: filters.trigger ?? null,
    reason: filters.reason ?? null,
    kept: filters.kept ? 'true' : null,
    draft: filters.draft === undefined ? null : String(filters.draft),
    last: filters.last ?? null,
    from: filters.from ?? null,
    to: filters.to ?? null,
  };
}

/** What a view keeps of an address: the reverse of `queryOf`. */
export function viewOf(query: FilterQuery): ViewFiltersDto {
  const { script_id, schedule_id, status, trigger, reason, kept, draft } = readFilters(query);
  const last = RECENT.find((known) => known === query.last);
  const from = last ? null : startOfDay(query.from, 0) && query.from;
  const to = last ? null : startOfDay(query.to, 0) && query.to;
  return {
    ...(script_id && { script_id }),
    ...(schedule_id && { schedule_id }),
    ...(status && { status }),
    ...(trigger && { trigger }),
    ...(reason && { reason }),
    ...(kept && { kept: true }),
    ...(draft !== undefined && { draft }),
    ...(last && { last }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

function startOfRecent(last: string | null | undefined, now: Date): string | null {
  const recent = RECENT.find((known) => known === last);
  if (!recent) return null;
  if (recent !== 'today') return new Date(now.getTime() - RECENT_MS[recent]).toISOString();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
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
