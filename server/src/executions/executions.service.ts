import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { ServerConfig } from '../config/server-config.js';
import { EnvironmentUsers } from '../environments/environment-users.js';
import { Runner } from '../runner/runner.js';
import { resolveParameters } from '../scripts/parameters/resolve-parameters.js';
import type { Script } from '../scripts/script.entity.js';
import { ScriptDeletion } from '../scripts/script-deletion.js';
import { type Runnable, ScriptsService } from '../scripts/scripts.service.js';
import { InvalidInputError } from '../shared/errors/domain-error.js';
import { Clock } from '../shared/time/clock.js';
import { ExecutionDispatcher } from './dispatch/execution-dispatcher.js';
import { RunContents } from './drafts/run-contents.js';
import type { ExecuteScriptDto } from './dto/execute-script.dto.js';
import { Execution } from './execution.entity.js';
import {
  ExecutionFinishedError,
  ExecutionNotFinishedError,
  ExecutionNotFoundError,
} from './execution.errors.js';
import { ExecutionStatus, ExecutionTrigger, FailureReason, isFinal } from './execution-status.js';
import { ExecutionsRepository } from './executions.repository.js';
import { StagedUploads } from './files/staged-uploads.js';
import { UploadCopies } from './files/upload-copies.js';
import { ExecutionFolders } from './storage/execution-folders.js';
import { problem } from '../shared/problems/problem.js';

/** A planned time of a schedule that is due. */
export interface PlannedStart {
  scheduleId: number;
  scriptId: number;
  params: Record<string, unknown>;
  scheduledFor: Date;
}

/** Takes part in the transaction that makes an execution, once the execution has its id. */
export type InsertStep = (manager: EntityManager, execution: Execution) => Promise<void>;

type NewExecution = Pick<
  Execution,
  'scriptId' | 'version' | 'params' | 'trigger' | 'timeoutSeconds'
> &
  Partial<Execution>;

/** How many folders are removed before other work gets a turn. */
const DELETE_BATCH = 100;

/** Makes, stops, repeats and deletes executions. */
@Injectable()
export class ExecutionsService implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly executions: ExecutionsRepository,
    private readonly scripts: ScriptsService,
    private readonly contents: RunContents,
    private readonly dispatcher: ExecutionDispatcher,
    private readonly runner: Runner,
    private readonly folders: ExecutionFolders,
    private readonly copies: UploadCopies,
    private readonly deletion: ScriptDeletion,
    private readonly environmentUsers: EnvironmentUsers,
    private readonly config: ServerConfig,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.environmentUsers.register(() => this.executions.environmentsInUse());
    this.deletion.register({
      objections: async (scriptId, manager) => {
        const count = await this.executions.countUnfinished(scriptId, manager);
        return count ? [problem('SCRIPT_RUNS', { count })] : [];
      },
      release: async (scriptId, manager) => {
        const ids = await this.executions.idsOf(scriptId, manager);
        return () => this.removeFolders(ids);
      },
    });
  }

  /**
   * Runs a script for a person or a program.
   * @param uploads files that become the start of the working directory; the caller's to discard when the run is refused
   * @param step what must be stored with the execution or not at all
   * @returns the new execution, waiting or already running
   * @throws ScriptNotFoundError, VersionNotFoundError, InvalidInputError for parameter values and for a draft
   */
  async execute(
    scriptId: number,
    request: ExecuteScriptDto,
    uploads?: StagedUploads,
    step?: InsertStep,
  ): Promise<Execution> {
    const script = await this.scripts.get(scriptId);
    const content = await this.contents.requested(script, request);
    const params = resolveParameters(content.parameters, request.params ?? {});
    const timeoutSeconds =
      request.timeout_seconds ?? script.timeoutSeconds ?? this.config.EXECUTION_TIMEOUT;
    const isInteractive = request.interactive ?? false;
    const trigger = ExecutionTrigger.Manual;
    const isDraft: Execution['isDraft'] = request.draft ? true : null;
    const fields = { params, timeoutSeconds, isInteractive, isDraft, trigger };
    return this.start(script, content, fields, uploads, step);
  }

  /** @throws ExecutionNotFoundError */
  async get(id: number): Promise<Execution> {
    const execution = await this.executions.find(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    return execution;
  }

  /**
   * Runs the same version or draft again with the same values and uploaded files.
   * @param step what must be stored with the execution or not at all
   * @throws UploadsGoneError when the first execution's files are not there any more
   */
  async rerun(id: number, step?: InsertStep): Promise<Execution> {
    const first = await this.get(id);
    const script = await this.scripts.get(first.scriptId);
    const content = await this.contents.of(first);
    const params = resolveParameters(content.parameters, first.params);
    const uploads = await this.copies.of(first);
    const { timeoutSeconds, isInteractive, isDraft } = first;
    const trigger = ExecutionTrigger.Rerun;
    const fields = { params, timeoutSeconds, isInteractive, isDraft, trigger, rerunOf: id };
    try {
      return await this.start(script, content, fields, uploads, step);
    } catch (error) {
      await uploads?.discard();
      throw error;
    }
  }

  /**
   * Starts a run now on behalf of a schedule.
   * @param step what must be stored with the execution or not at all
   * @throws InvalidInputError for parameter values
   */
  async executeForSchedule(
    scheduleId: number,
    scriptId: number,
    given: Record<string, unknown>,
    step?: InsertStep,
  ): Promise<Execution> {
    const script = await this.scripts.get(scriptId);
    const params = resolveParameters(script.parameters, given);
    const timeoutSeconds = script.timeoutSeconds ?? this.config.EXECUTION_TIMEOUT;
    const trigger = ExecutionTrigger.Schedule;
    const fields = { params, timeoutSeconds, trigger, scheduleId };
    return this.start(script, script, fields, undefined, step);
  }

  /**
   * Inserts the execution of a planned time, inside the transaction that moves its schedule on. Values that the script
   * does not accept any more make a failed execution: the planned time is answered, with a reason.
   */
  async planScheduled(manager: EntityManager, start: PlannedStart): Promise<number> {
    const script = await this.scripts.get(start.scriptId, manager);
    const { params, facts } = this.valuesOrFailure(
      () => resolveParameters(script.parameters, start.params),
      start.params,
    );
    const execution = this.fill({
      scriptId: script.id,
      version: script.version,
      params,
      timeoutSeconds: script.timeoutSeconds ?? this.config.EXECUTION_TIMEOUT,
      trigger: ExecutionTrigger.Schedule,
      scheduleId: start.scheduleId,
      scheduledFor: start.scheduledFor,
      ...facts,
    });
    await this.executions.insert(execution, manager);
    return execution.id;
  }

  /** Hands planned executions to the dispatcher, after the commit. One that was deleted meanwhile is passed over. */
  async dispatchPlanned(executionIds: number[]): Promise<void> {
    for (const execution of await this.executions.pendingAmong(executionIds)) {
      const limit = await this.scripts.concurrencyLimitOf(execution.scriptId);
      await this.dispatcher.dispatch(execution, limit);
    }
  }

  /** @throws ExecutionFinishedError when there is nothing to stop */
  async cancel(id: number): Promise<void> {
    const facts = { error: 'Cancelled while it was waiting.', endTime: this.clock.now() };
    if (await this.executions.move(id, ExecutionStatus.Pending, ExecutionStatus.Cancelled, facts)) {
      this.dispatcher.forget(id);
      return;
    }
    const execution = await this.get(id);
    if (isFinal(execution.status)) throw new ExecutionFinishedError(id);
    this.dispatcher.stop(id);
  }

  /** Says whether retention leaves an execution alone. @throws ExecutionNotFoundError */
  async setKept(id: number, isKept: boolean): Promise<void> {
    if (!(await this.executions.setKept(id, isKept ? this.clock.now() : null)))
      throw new ExecutionNotFoundError(id);
  }

  /** Deletes a finished execution with its log and files. @throws ExecutionNotFinishedError */
  async delete(id: number): Promise<void> {
    const execution = await this.get(id);
    if (!isFinal(execution.status)) throw new ExecutionNotFinishedError(id);
    await this.executions.delete(id);
    await this.folders.remove(id);
  }

  private async start(
    script: Script,
    content: Runnable,
    fields: Omit<NewExecution, 'scriptId' | 'version'>,
    uploads?: StagedUploads,
    step?: InsertStep,
  ): Promise<Execution> {
    const { version } = content;
    const execution = this.fill({ ...fields, scriptId: script.id, version });
    const steps = step ? [step] : [];
    if (execution.isDraft)
      steps.push((manager, { id }) => this.contents.keep(manager, id, content));
    try {
      if (uploads || steps.length) await this.insertTogether(execution, uploads, steps);
      else await this.executions.insert(execution);
    } catch (error) {
      // the foreign key refuses the row when the script was deleted meanwhile
      if (error instanceof QueryFailedError) await this.scripts.get(script.id);
      throw error;
    }
    await this.dispatcher.dispatch(execution, script.concurrencyLimit);
    return execution;
  }

  private async insertTogether(
    execution: Execution,
    uploads: StagedUploads | undefined,
    steps: InsertStep[],
  ): Promise<void> {
    if (uploads) execution.uploads = [...uploads.names];
    await this.dataSource.transaction(async (manager) => {
      await this.executions.insert(execution, manager);
      for (const step of steps) await step(manager, execution);
      // inside the transaction: there is never a row whose files are missing
      await uploads?.moveTo(this.runner.spaceOf(execution.id));
    });
  }

  private fill(fields: NewExecution): Execution {
    return Object.assign(new Execution(), {
      status: ExecutionStatus.Pending,
      reason: null,
      exitCode: null,
      signal: null,
      uploads: [],
      output: null,
      error: null,
      triggeredBy: null,
      rerunOf: null,
      scheduleId: null,
      scheduledFor: null,
      attempt: 1,
      priority: 0,
      isInteractive: false,
      isDraft: null,
      isolation: null,
      reach: null,
      limits: null,
      isWarm: null,
      interpreterName: null,
      interpreterPath: null,
      interpreterVersion: null,
      environmentId: null,
      cause: null,
      missingModule: null,
      createdAt: this.clock.now(),
      installStartTime: null,
      installEndTime: null,
      startTime: null,
      endTime: null,
      cpuMs: null,
      maxRssBytes: null,
      writtenBytes: null,
      droppedBytes: 0,
      keptAt: null,
      diskBytes: null,
      progress: null,
      progressMessage: null,
      resultBytes: null,
      resultError: null,
      resultCause: null,
      ...fields,
    });
  }

  private valuesOrFailure(resolve: () => Record<string, unknown>, given: Record<string, unknown>) {
    try {
      return { params: resolve(), facts: {} };
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const facts = {
        status: ExecutionStatus.Failed,
        reason: FailureReason.Launch,
        error: `The schedule's values do not fit the script: ${error.message}`,
        endTime: this.clock.now(),
      };
      return { params: given, facts };
    }
  }

  private async removeFolders(ids: readonly number[]): Promise<void> {
    for (let at = 0; at < ids.length; at += DELETE_BATCH)
      await Promise.all(ids.slice(at, at + DELETE_BATCH).map((id) => this.folders.remove(id)));
  }
}
