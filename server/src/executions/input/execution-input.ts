import { Injectable } from '@nestjs/common';
import { Runner } from '../../runner/runner.js';
import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { ExecutionNotFoundError } from '../execution.errors.js';
import { ExecutionStatus } from '../execution-status.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { LiveRuns } from '../live-runs.js';
import type { GiveInputDto } from './give-input.dto.js';
import {
  InputClosedError,
  InputFullError,
  InputUncertainError,
  NotInteractiveError,
  NotRunningError,
} from './input.errors.js';
import { at, problem, type Problem } from '../../shared/problems/problem.js';
import { LONE_SURROGATE } from '../../shared/lone-surrogate.js';

/** As much as a pipe takes at once on every Linux (pipe(7)). */
const LIMIT_BYTES = 65_536;
/** Half of a UTF-16 pair: not a character, UTF-8 has no bytes for it. */

/** Gives interactive executions something to read while they run. */
@Injectable()
export class ExecutionInput {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly live: LiveRuns,
    private readonly runner: Runner,
  ) {}

  /**
   * Sends all of the text, or none of it; never waits until the script reads it.
   * @throws InvalidInputError, ExecutionNotFoundError, NotInteractiveError, NotRunningError, InputClosedError,
   *   InputFullError, InputUncertainError
   */
  async give(id: number, { text = '', end = false }: GiveInputDto): Promise<void> {
    const wrong = problemOf(text, end);
    if (wrong) throw new InvalidInputError([at('text', wrong)]);
    const execution = await this.executions.find(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    if (!execution.isInteractive) throw new NotInteractiveError(id);
    // the row says `running` a moment before there is anything to write to
    if (execution.status !== ExecutionStatus.Running || !this.live.get(id))
      throw new NotRunningError(execution);
    const outcome = await this.runner.giveInput(id, text, end);
    if (outcome === 'full') throw new InputFullError(id);
    if (outcome === 'closed') throw new InputClosedError(id);
    if (outcome === 'unknown') throw new InputUncertainError(id);
  }
}

function problemOf(text: string, isLast: boolean): Problem | null {
  const bytes = Buffer.byteLength(text);
  if (bytes === 0 && !isLast) return problem('INPUT_EMPTY');
  if (bytes > LIMIT_BYTES) return problem('INPUT_TOO_LONG', { bytes, most: LIMIT_BYTES });
  if (LONE_SURROGATE.test(text)) return problem('NOT_UNICODE');
  return null;
}
