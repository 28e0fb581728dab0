import { Injectable } from '@nestjs/common';
import { Runner } from '../runner/runner.js';
import { JsonText } from '../shared/http/envelope.interceptor.js';
import { ScriptsService } from '../scripts/scripts.service.js';
import { ExecutionDispatcher } from './dispatch/execution-dispatcher.js';
import {
  ExecutionDto,
  type ExecutionPageDto,
  ExecutionSummaryDto,
  type QueuePlaceDto,
} from './dto/execution.dto.js';
import { type ExecutionUsageDto, UsagePointDto } from './dto/execution-usage.dto.js';
import { ExecutionDraftDto } from './drafts/draft.dto.js';
import { RunContents } from './drafts/run-contents.js';
import type { ExecutionFilterQuery, ListExecutionsQuery } from './dto/list-executions.query.js';
import type { Execution } from './execution.entity.js';
import { ExecutionNotFoundError, ResultNotFoundError } from './execution.errors.js';
import {
  COUNT_LIMIT,
  type ExecutionFilter,
  type ExecutionSummary,
  ExecutionsRepository,
} from './executions.repository.js';
import type { Start } from './idempotency/idempotent-start.js';
import { installLogSize } from './logs/install-log-reader.js';

/** The filters of a query, without its times. */
export const filterOf = (query: ExecutionFilterQuery): ExecutionFilter => ({
  scriptId: query.script_id,
  scheduleId: query.schedule_id,
  statuses: query.status,
  trigger: query.trigger,
  reason: query.reason,
  isKept: query.kept === 'true',
  isDraft: query.draft,
});

/** Answers what executions are, as the wire shows them. */
@Injectable()
export class ExecutionReader {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly scripts: ScriptsService,
    private readonly contents: RunContents,
    private readonly dispatcher: ExecutionDispatcher,
    private readonly runner: Runner,
  ) {}

  /** @throws ExecutionNotFoundError */
  async get(id: number): Promise<ExecutionDto> {
    const execution = await this.executions.findWithOutput(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    return this.describe(execution);
  }

  /** What an ended execution answered, any JSON. @throws ExecutionNotFoundError, ResultNotFoundError */
  async result(id: number): Promise<JsonText> {
    const execution = await this.executions.findWithOutput(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    if (execution.result === null) throw new ResultNotFoundError(execution);
    return new JsonText(execution.result);
  }

  /** What a run of a draft runs. @throws ExecutionNotFoundError, DraftNotFoundError */
  async draft(id: number): Promise<ExecutionDraftDto> {
    const execution = await this.executions.find(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    return ExecutionDraftDto.from(await this.contents.draftOf(execution));
  }

  /** What a run has used so far. @throws ExecutionNotFoundError */
  async usage(id: number): Promise<ExecutionUsageDto> {
    if (!(await this.executions.find(id))) throw new ExecutionNotFoundError(id);
    return { points: this.runner.usageOf(id).map((point) => UsagePointDto.from(point)) };
  }

  /** What the wire shows of an execution that the caller holds. */
  async describe(execution: Execution): Promise<ExecutionDto> {
    const { id, scriptId } = execution;
    const names = await this.scripts.namesOf([scriptId]);
    const installed = installLogSize(this.runner.controlOf(id));
    return ExecutionDto.from(execution, names.get(scriptId) ?? '', this.placeOf(id), installed);
  }

  /** The execution that answers a request to run something, as it is by now. @throws ExecutionNotFoundError */
  async describeStart(start: Start): Promise<ExecutionDto> {
    return start.isReplayed ? this.get(start.execution.id) : this.describe(start.execution);
  }

  /** Where an execution stands in the queue; nulls unless it waits. */
  placeOf(id: number): QueuePlaceDto {
    const place = this.dispatcher.placeOf(id);
    return {
      queue_position: place?.position ?? null,
      waiting_reason: place?.reason ?? null,
      waiting_for: place?.waitingFor ?? null,
      waiting_behind: [...(place?.behind ?? [])],
    };
  }

  /** @throws ExecutionNotFoundError */
  async summary(id: number): Promise<ExecutionSummaryDto> {
    const execution = await this.executions.find(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    const names = await this.scripts.namesOf([execution.scriptId]);
    return this.summarizeOne(execution, names.get(execution.scriptId) ?? '');
  }

  /** What lists show of an execution that the caller holds. */
  summarizeOne(execution: ExecutionSummary, scriptName: string): ExecutionSummaryDto {
    return ExecutionSummaryDto.summarize(execution, scriptName, this.placeOf(execution.id));
  }

  /** Newest first. */
  async list(query: ListExecutionsQuery): Promise<ExecutionPageDto> {
    const perPage = query.per_page ?? 50;
    const filter: ExecutionFilter = {
      ...filterOf(query),
      ids: await this.executions.idsOfTimes(query.created_from, query.created_to),
    };
    const before = query.cursor === undefined ? undefined : Number(query.cursor);
    const rows = await this.executions.page(filter, before, perPage + 1);
    const shown = rows.slice(0, perPage);
    const count = await this.executions.countUpToLimit(filter);
    return {
      items: await this.summarize(shown),
      total: Math.min(count, COUNT_LIMIT),
      is_total_capped: count > COUNT_LIMIT,
      page: 1,
      per_page: perPage,
      next_cursor: rows.length > perPage ? String(shown.at(-1)?.id) : null,
    };
  }

  private async summarize(executions: ExecutionSummary[]): Promise<ExecutionSummaryDto[]> {
    const names = await this.scripts.namesOf(executions.map(({ scriptId }) => scriptId));
    return executions.map((execution) =>
      this.summarizeOne(execution, names.get(execution.scriptId) ?? ''),
    );
  }
}
