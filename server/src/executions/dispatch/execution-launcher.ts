import { Injectable, Logger } from '@nestjs/common';
import type { EnvironmentBuild } from '../../environments/environment-build.js';
import {
  EnvironmentsService,
  type ReadyEnvironment,
} from '../../environments/environments.service.js';
import { ServerConfig } from '../../config/server-config.js';
import {
  type ChosenInterpreter,
  InterpreterChoices,
} from '../../interpreters/interpreter-choices.js';
import type { Cause } from '../../runner/causes.js';
import type { MissingInterpreter } from '../../runner/interpreters.js';
import type { RunLimits, RunOutcome } from '../../runner/run.types.js';
import { NO_LIMITS, type ResourceLimits, type Run, Runner } from '../../runner/runner.js';
import { parameterEnvironment } from '../../scripts/parameters/resolve-parameters.js';
import { ReadableFolders } from '../../scripts/readable-folders.js';
import type { Runnable } from '../../scripts/scripts.service.js';
import { Clock } from '../../shared/time/clock.js';
import { RunContents } from '../drafts/run-contents.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionStatus, FailureReason } from '../execution-status.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { type MissingModule, missingModule } from '../hints/missing-module.js';
import { reportFacts } from '../progress/report-facts.js';
import { resourcesOf } from './resources-of.js';
import { VersionLocks } from './version-locks.js';

/** What became of an execution that was to be launched. */
export type Launch =
  | { readonly kind: 'started'; readonly run: Run }
  /** The row is not pending any more: cancelled, or taken by somebody else. */
  | { readonly kind: 'void' }
  /** Its dependencies have to be installed first. The row is as it was. */
  | { readonly kind: 'installing'; readonly build: EnvironmentBuild }
  /** Its dependencies cannot be installed. The row is as it was. */
  | { readonly kind: 'refused'; readonly cause: Cause };

/** Takes one execution from its row to the engine and its outcome back into the row. */
@Injectable()
export class ExecutionLauncher {
  private readonly logger = new Logger(ExecutionLauncher.name);

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly contents: RunContents,
    private readonly interpreters: InterpreterChoices,
    private readonly environments: EnvironmentsService,
    private readonly locks: VersionLocks,
    private readonly readable: ReadableFolders,
    private readonly runner: Runner,
    private readonly config: ServerConfig,
    private readonly clock: Clock,
  ) {}

  /** Claims the row and starts the run, if what it needs is there. */
  async launch(execution: Execution): Promise<Launch> {
    // before the claim, so that the row says from the start what it runs with
    const content = await this.contents.of(execution);
    const interpreter = await this.interpreters.forRun(content.interpreterId, content.type);
    if ('cause' in interpreter || !content.dependencies.length) {
      return this.start(execution, content, interpreter);
    }
    const provision = await this.environments.provide(interpreter, content.dependencies);
    if (provision.kind !== 'ready') return provision;
    const { environment } = provision;
    try {
      return await this.start(execution, content, interpreter, environment);
    } finally {
      environment.release();
    }
  }

  /**
   * Writes the end of a run into its row.
   * @param execution the caller's copy; says what the row says afterwards
   * @returns whether the row was still running; if not, somebody else has ended it
   */
  async conclude(execution: Execution, outcome: RunOutcome): Promise<boolean> {
    const { id } = execution;
    const status = outcome.status as ExecutionStatus;
    const lacking = await this.lackingIn(execution, outcome);
    const facts = { ...factsOf(outcome), missingModule: lacking };
    const isOurs = await this.executions.move(id, ExecutionStatus.Running, status, facts);
    if (isOurs) Object.assign(execution, facts, { status });
    this.runner.forget(id);
    this.logger.debug('Execution ended', { executionId: id, status, reason: outcome.reason });
    return isOurs;
  }

  /** What a run that goes on may use, by its row. */
  limitsOf(execution: Execution): RunLimits {
    const held = (execution.limits ?? []).map(({ name, value }) => [name, value] as const);
    return this.limitsWith(execution, { ...NO_LIMITS, ...Object.fromEntries(held) });
  }

  private limitsWith(execution: Execution, resources: ResourceLimits): RunLimits {
    return {
      resources,
      timeoutMs: execution.timeoutSeconds * 1_000,
      graceMs: this.config.EXECUTION_GRACE_MS,
      logLimitBytes: this.config.LOG_LIMIT_BYTES,
    };
  }

  private async start(
    execution: Execution,
    content: Runnable,
    interpreter: ChosenInterpreter | MissingInterpreter,
    environment?: ReadyEnvironment,
  ): Promise<Launch> {
    const access = {
      network: content.network ?? this.config.EXECUTION_NETWORK,
      readableFolders: content.readableFolders ?? [],
    };
    const resources = resourcesOf(content.limits, this.config.resources);
    const facts = {
      startTime: this.clock.now(),
      isolation: this.runner.isolation.level,
      limits: this.runner.heldLimits(resources),
      reach: this.runner.reachOf(access),
      environmentId: environment?.row.id ?? null,
      ...interpreterFacts(interpreter),
    };
    const { Pending, Running } = ExecutionStatus;
    if (!(await this.executions.move(execution.id, Pending, Running, facts))) {
      return { kind: 'void' };
    }
    // the caller's copy says what the row says
    Object.assign(execution, facts, { status: Running });
    const run = await this.runner.start({
      id: execution.id,
      language: content.type,
      code: content.code,
      interpreter: environment?.interpreter ?? interpreter,
      modules: environment?.modules ?? null,
      hasFiles: execution.uploads.length > 0,
      hasInput: execution.isInteractive === true,
      ...access,
      objection: this.readable.objection(access.readableFolders),
      env: parameterEnvironment(execution.params),
      ...this.limitsWith(execution, resources),
    });
    // what a draft depends on says nothing about the version that it is based on
    if (environment && !execution.isDraft) this.locks.keep(execution, environment.row);
    return { kind: 'started', run };
  }

  private async lackingIn(
    execution: Execution,
    outcome: RunOutcome,
  ): Promise<MissingModule | null> {
    if (outcome.reason !== FailureReason.ExitCode) return null;
    const { type, dependencies } = await this.contents.of(execution);
    return missingModule(type, outcome.errorTail, dependencies);
  }
}

const interpreterFacts = (interpreter: ChosenInterpreter | MissingInterpreter) =>
  'cause' in interpreter
    ? {}
    : {
        interpreterName: interpreter.name,
        interpreterPath: interpreter.path,
        interpreterVersion: interpreter.version,
      };

const factsOf = (outcome: RunOutcome) => ({
  reason: outcome.reason as FailureReason | null,
  exitCode: outcome.exitCode,
  signal: outcome.signal,
  error: outcome.message,
  cause: outcome.cause,
  output: outcome.outputTail,
  startTime: outcome.startedAt,
  endTime: outcome.endedAt,
  isWarm: outcome.isWarm,
  cpuMs: outcome.cpuMs,
  maxRssBytes: outcome.maxRssBytes,
  writtenBytes: outcome.writtenBytes,
  droppedBytes: outcome.droppedBytes,
  ...reportFacts(outcome),
});
