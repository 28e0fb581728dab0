import { Injectable } from '@nestjs/common';
import { ScriptsService } from '../../scripts/scripts.service.js';
import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { filterOf } from '../execution-reader.js';
import { ExecutionStatus } from '../execution-status.js';
import { type ExecutionFilter, ExecutionsRepository } from '../executions.repository.js';
import { TimelineBarDto, type TimelineDto, type TimelineQuery } from './timeline.dto.js';
import { at, problem } from '../../shared/problems/problem.js';

const DAY_MS = 86_400_000;
const LONGEST_WINDOW_MS = 31 * DAY_MS;
/** Bars of one answer: more would be neither drawn nor read. */
const BAR_LIMIT = 1_000;

const UNFINISHED = [ExecutionStatus.Pending, ExecutionStatus.Running];

/** What happened in a window of time. */
@Injectable()
export class ExecutionTimeline {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly scripts: ScriptsService,
  ) {}

  /**
   * Executions that were made before the end of the window and had not ended at its start. An ended one is found if it
   * was made at most a day before the window: to look further back, every row would have to be read.
   * @throws InvalidInputError for a window that is empty or too long
   */
  async of(query: TimelineQuery): Promise<TimelineDto> {
    const { from, to } = query;
    assertWindow(from, to);
    const filter = filterOf(query);
    const ids = await this.executions.idsOfTimes(new Date(from.getTime() - DAY_MS), to);
    const recent = await this.executions.alive({ ...filter, ids }, from, BAR_LIMIT + 1);
    const older = await this.olderUnfinished(filter, Math.min(ids.last, ids.first - 1), from);
    const found = [...recent, ...older];
    const shown = found.slice(0, BAR_LIMIT);
    const names = await this.scripts.namesOf(shown.map(({ scriptId }) => scriptId));
    return {
      items: shown.map((row) => TimelineBarDto.from(row, names.get(row.scriptId) ?? '')),
      is_cut: found.length > BAR_LIMIT,
    };
  }

  private async olderUnfinished(filter: ExecutionFilter, last: number, since: Date) {
    const wanted = filter.statuses ?? UNFINISHED;
    const statuses = UNFINISHED.filter((status) => wanted.includes(status));
    if (statuses.length === 0) return [];
    const ids = { first: 0, last };
    return this.executions.alive({ ...filter, statuses, ids }, since, BAR_LIMIT);
  }
}

function assertWindow(from: Date, to: Date): void {
  const length = to.getTime() - from.getTime();
  if (length > 0 && length <= LONGEST_WINDOW_MS) return;
  throw new InvalidInputError([at('to', problem('TIMELINE_WINDOW'))]);
}
