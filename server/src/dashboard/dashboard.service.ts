import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { ExecutionDispatcher } from '../executions/dispatch/execution-dispatcher.js';
import { ExecutionReader } from '../executions/execution-reader.js';
import { ExecutionStatus } from '../executions/execution-status.js';
import {
  COUNT_LIMIT,
  ExecutionsRepository,
  type IdRange,
} from '../executions/executions.repository.js';
import { ScriptsService } from '../scripts/scripts.service.js';
import { diskSpaceOf } from '../shared/disk-space.js';
import { Clock } from '../shared/time/clock.js';
import { DashboardFigures, type FailureRow } from './dashboard-figures.js';
import {
  type AttentionDto,
  type DashboardDto,
  DashboardWindow,
  type EndingCountDto,
  type PlannedRunDto,
  type ScriptFailuresDto,
} from './dto/dashboard.dto.js';
import { trendOf } from './trend.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Length of each window, and into how many parts its trend is cut. */
const WINDOWS: Record<DashboardWindow, { ms: number; parts: number }> = {
  [DashboardWindow.Day]: { ms: DAY_MS, parts: 24 },
  [DashboardWindow.Week]: { ms: 7 * DAY_MS, parts: 28 },
};

/** Rows of each list: what does not fit has a page of its own. */
const LIST_LIMIT = 8;
/** Failures that are grouped by script. */
const FAILURE_LIMIT = 1_000;
/** Executions that the trend reads: a window with more shows its newest part. */
const TREND_LIMIT = 20_000;
/** More failures than a badge can say. */
const ATTENTION_LIMIT = 100;

/**
 * What a person wants to know first: what runs, what failed and why, what comes next, and how it goes. Runs of drafts are
 * tries: they are shown while they run, and do not count.
 */
@Injectable()
export class DashboardService {
  constructor(
    private readonly figures: DashboardFigures,
    private readonly executions: ExecutionsRepository,
    private readonly reader: ExecutionReader,
    private readonly dispatcher: ExecutionDispatcher,
    private readonly scripts: ScriptsService,
    private readonly clock: Clock,
    private readonly config: ServerConfig,
  ) {}

  async describe(last: DashboardWindow = DashboardWindow.Day): Promise<DashboardDto> {
    const now = this.clock.now();
    const window = WINDOWS[last];
    const from = new Date(now.getTime() - window.ms);
    const ids = await this.executions.idsOfTimes(from, undefined);
    const trend = await this.figures.trendRows(ids, TREND_LIMIT);
    return {
      ...this.dispatcher.counts(),
      running_now: await this.runningNow(),
      succeeded: await this.count(ExecutionStatus.Success, ids),
      failed: await this.count(ExecutionStatus.Failed, ids),
      cancelled: await this.count(ExecutionStatus.Cancelled, ids),
      failures: await this.failures(ids),
      ...(await this.planned(now)),
      trend: trendOf(trend.rows, from.getTime(), now.getTime(), window.parts),
      is_trend_cut: trend.isCut,
      ...(await diskSpaceOf(this.config.EXECUTION_SPACES_DIR)),
      has_scripts: await this.figures.hasScripts(),
      has_executions: await this.figures.hasExecutions(),
      has_schedules: await this.figures.hasSchedules(),
    };
  }

  /**
   * @param since failures are counted from here; default: a day ago. One that was made more than a day before it is not
   * found: to look further back, every row would have to be read.
   */
  async attention(since?: Date): Promise<AttentionDto> {
    const start = since ?? new Date(this.clock.now().getTime() - DAY_MS);
    const ids = await this.executions.idsOfTimes(new Date(start.getTime() - DAY_MS), undefined);
    return {
      failed: await this.figures.countFailedSince(start, ids, ATTENTION_LIMIT),
      ...this.dispatcher.counts(),
      disabled_schedules: await this.figures.countDisabledSchedules(),
    };
  }

  private async runningNow() {
    const status = [ExecutionStatus.Running];
    return (await this.reader.list({ status, per_page: LIST_LIMIT })).items;
  }

  private async count(status: ExecutionStatus, ids: IdRange): Promise<EndingCountDto> {
    const count = await this.executions.countUpToLimit({ statuses: [status], isDraft: false, ids });
    return { count: Math.min(count, COUNT_LIMIT), is_capped: count > COUNT_LIMIT };
  }

  private async failures(ids: IdRange): Promise<ScriptFailuresDto[]> {
    const groups = groupByScript(await this.figures.failures(ids, FAILURE_LIMIT));
    const worst = [...groups.values()]
      .sort((one, other) => other.length - one.length)
      .slice(0, LIST_LIMIT);
    const names = await this.scripts.namesOf(worst.flatMap(([newest]) => newest?.scriptId ?? []));
    return worst.flatMap((rows) => describeFailures(rows, names));
  }

  private async planned(now: Date): Promise<{ next: PlannedRunDto[]; next_total: number }> {
    const end = new Date(now.getTime() + DAY_MS);
    const [schedules, next_total] = await this.figures.planned(now, end, LIST_LIMIT);
    const names = await this.scripts.namesOf(schedules.map(({ scriptId }) => scriptId));
    const next = schedules.flatMap(({ id, name, scriptId, nextRunTime }) =>
      nextRunTime
        ? {
            schedule_id: id,
            schedule_name: name,
            script_id: scriptId,
            script_name: names.get(scriptId) ?? '',
            at: nextRunTime,
          }
        : [],
    );
    return { next, next_total };
  }
}

function groupByScript(rows: readonly FailureRow[]): Map<number, FailureRow[]> {
  const groups = new Map<number, FailureRow[]>();
  for (const row of rows) {
    const group = groups.get(row.scriptId);
    if (group) group.push(row);
    else groups.set(row.scriptId, [row]);
  }
  return groups;
}

/** @param rows of one script, newest first */
function describeFailures(
  rows: readonly FailureRow[],
  names: ReadonlyMap<number, string>,
): ScriptFailuresDto[] {
  const [newest] = rows;
  if (!newest) return [];
  return [
    {
      script_id: newest.scriptId,
      script_name: names.get(newest.scriptId) ?? '',
      count: rows.length,
      execution_id: newest.id,
      created_at: newest.createdAt,
      reason: newest.reason,
      exit_code: newest.exitCode,
      signal: newest.signal,
      error: newest.error,
    },
  ];
}
