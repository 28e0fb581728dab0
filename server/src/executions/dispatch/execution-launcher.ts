import { Injectable, Logger } from '@nestjs/common';
import { ServerConfig } from '../../config/server-config.js';
import {
  type ChosenInterpreter,
  InterpreterChoices,
} from '../../interpreters/interpreter-choices.js';
import type { MissingInterpreter } from '../../runner/interpreters.js';
import type { RunOutcome } from '../../runner/run.types.js';
import { type Run, Runner } from '../../runner/runner.js';
import { parameterEnvironment } from '../../scripts/parameters/resolve-parameters.js';
import { ReadableFolders } from '../../scripts/readable-folders.js';
import { ScriptsService } from '../../scripts/scripts.service.js';
import { Clock } from '../../shared/time/clock.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionStatus, type FailureReason } from '../execution-status.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { reportFacts } from '../progress/report-facts.js';

/** Takes one execution from its row to the engine and its outcome back into the row. */
@Injectable()
export class ExecutionLauncher {
  private readonly logger = new Logger(ExecutionLauncher.name);

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly scripts: ScriptsService,
    private readonly interpreters: InterpreterChoices,
    private readonly readable: ReadableFolders,
    private readonly runner: Runner,
    private readonly config: ServerConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims the row and starts the run.
   * @returns null when the row is not pending any more: cancelled, or taken by somebody else
   */
  async launch(execution: Execution): Promise<Run | null> {
    // before the claim, so that the row says from the start what it runs with
    const spec = await this.specOf(execution);
    const facts = {
      startTime: this.clock.now(),
      isolation: this.runner.isolation.level,
      reach: this.runner.reachOf(spec),
      ...interpreterFacts(spec.interpreter),
    };
    const { Pending, Running } = ExecutionStatus;
    if (!(await this.executions.move(execution.id, Pending, Running, facts))) return null;
    // the caller's copy says what the row says
    Object.assign(execution, facts, { status: Running });
    return this.runner.start(spec);
  }

  /**
   * Writes the end of a run into its row.
   * @param execution the caller's copy; says what the row says afterwards
   * @returns whether the row was still running; if not, somebody else has ended it
   */
  async conclude(execution: Execution, outcome: RunOutcome): Promise<boolean> {
    const { id } = execution;
    const status = outcome.status as ExecutionStatus;
    const facts = factsOf(outcome);
    const isOurs = await this.executions.move(id, ExecutionStatus.Running, status, facts);
    if (isOurs) Object.assign(execution, facts, { status });
    this.runner.forget(id);
    this.logger.debug('Execution ended', { executionId: id, status, reason: outcome.reason });
    return isOurs;
  }

  private async specOf(execution: Execution) {
    const content = await this.scripts.contentOf(execution.scriptId, execution.version);
    return {
      id: execution.id,
      language: content.type,
      code: content.code,
      interpreter: await this.interpreters.forRun(content.interpreterId, content.type),
      hasFiles: execution.uploads.length > 0,
      network: content.network ?? this.config.EXECUTION_NETWORK,
      readableFolders: content.readableFolders ?? [],
      objection: this.readable.objection(content.readableFolders ?? []),
      env: parameterEnvironment(execution.params),
      timeoutMs: execution.timeoutSeconds * 1_000,
      graceMs: this.config.EXECUTION_GRACE_MS,
      logLimitBytes: this.config.LOG_LIMIT_BYTES,
    };
  }
}

const interpreterFacts = (interpreter: ChosenInterpreter | MissingInterpreter) =>
  'error' in interpreter
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
  output: outcome.outputTail,
  startTime: outcome.startedAt,
  endTime: outcome.endedAt,
  isWarm: outcome.isWarm,
  cpuMs: outcome.cpuMs,
  maxRssBytes: outcome.maxRssBytes,
  droppedBytes: outcome.droppedBytes,
  ...reportFacts(outcome),
});
