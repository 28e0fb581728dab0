import { In, type SelectQueryBuilder } from 'typeorm';
import type { Execution } from './execution.entity.js';
import { ExecutionStatus, ExecutionTrigger } from './execution-status.js';
import type { ExecutionFilter } from './executions.repository.js';

type Query = SelectQueryBuilder<Execution>;

/** A filter that may lead: which index the database reads follows from it. */
type Leader = 'kept' | 'draft' | 'reason' | 'schedule' | 'trigger' | 'status' | 'script';

/**
 * Narrows a query to what a filter says. The database keeps no statistics and would often follow the wrong index, e.g.
 * read half a million successes to find ten that are kept. So the rarest filter is left as it is, and the others are
 * written as expressions, which no index answers.
 */
export function narrow(query: Query, filter: ExecutionFilter): void {
  const leader = leaderOf(filter);
  if (filter.isKept) query.andWhere('execution.keptAt IS NOT NULL');
  if (filter.isDraft === true) query.andWhere('execution.isDraft IS NOT NULL');
  if (filter.isDraft === false) query.andWhere('execution.isDraft IS NULL');
  whereReason(query, filter, leader);
  const isRare = leader === 'kept' || leader === 'draft';
  whereNumber(query, 'scheduleId', filter.scheduleId, isRare || leader === 'reason');
  whereNumber(query, 'scriptId', filter.scriptId, isRare || leader === 'schedule');
  // what has a reason has failed: its status need not be looked at
  if (!filter.reason) whereStatus(query, filter.statuses, leader !== 'status');
  if (!filter.trigger) return;
  if (leader === 'script' || leader === 'trigger') query.andWhere({ trigger: filter.trigger });
  else query.andWhere(`execution.trigger || '' = :trigger`, { trigger: filter.trigger });
}

function leaderOf(filter: ExecutionFilter): Leader {
  const { isKept, isDraft, reason, scheduleId, trigger, statuses } = filter;
  if (isKept) return 'kept';
  if (isDraft) return 'draft';
  if (reason) return 'reason';
  if (scheduleId !== undefined) return 'schedule';
  // most runs succeed, and few are reruns
  const isCommon = statuses?.includes(ExecutionStatus.Success) ?? false;
  if (trigger && (isCommon || trigger === ExecutionTrigger.Rerun)) return 'trigger';
  return statuses?.length ? 'status' : 'script';
}

function whereReason(query: Query, { reason, statuses }: ExecutionFilter, leader: Leader): void {
  if (!reason) return;
  if (statuses?.length && !statuses.includes(ExecutionStatus.Failed)) query.andWhere('1 = 0');
  if (leader === 'reason') query.andWhere({ reason });
  else query.andWhere(`execution.reason || '' = :reason`, { reason });
}

function whereNumber(
  query: Query,
  column: 'scheduleId' | 'scriptId',
  value: number | undefined,
  isFollower: boolean,
): void {
  if (value === undefined) return;
  if (isFollower) query.andWhere(`execution.${column} + 0 = :${column}`, { [column]: value });
  else query.andWhere({ [column]: value });
}

function whereStatus(
  query: Query,
  statuses: ExecutionStatus[] | undefined,
  isFollower: boolean,
): void {
  if (!statuses?.length) return;
  if (isFollower) query.andWhere(`execution.status || '' IN (:...statuses)`, { statuses });
  else if (statuses.length === 1) query.andWhere({ status: statuses[0] });
  else query.andWhere({ status: In(statuses) });
}
