import { DomainError } from '../../shared/errors/domain-error.js';
import { problem } from '../../shared/problems/problem.js';
import type { Execution } from '../execution.entity.js';
import { isFinal } from '../execution-status.js';

export class NotInteractiveError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_NOT_INTERACTIVE';
  constructor(executionId: number) {
    super(problem('EXECUTION_NOT_INTERACTIVE', { id: executionId }));
  }
}

/** An execution that waits, or has ended, cannot read. */
export class NotRunningError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_NOT_RUNNING';
  constructor({ id, status }: Execution) {
    super(problem(isFinal(status) ? 'EXECUTION_READS_NO_MORE' : 'EXECUTION_READS_NOT_YET', { id }));
  }
}

export class InputClosedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INPUT_CLOSED';
  constructor(executionId: number) {
    super(problem('INPUT_CLOSED', { id: executionId }));
  }
}

/** What was sent earlier fills the pipe. */
export class InputFullError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INPUT_FULL';
  constructor(executionId: number) {
    super(problem('INPUT_FULL', { id: executionId }));
  }
}

/** The process that writes to scripts has died in the middle of it. */
export class InputUncertainError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'INPUT_UNCERTAIN';
  constructor(executionId: number) {
    super(problem('INPUT_UNCERTAIN', { id: executionId }));
  }
}
