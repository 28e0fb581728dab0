import { DomainError } from '../shared/errors/domain-error.js';
import { problem } from '../shared/problems/problem.js';
import type { Execution } from './execution.entity.js';
import { isFinal } from './execution-status.js';

export class ExecutionNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'EXECUTION_NOT_FOUND';
  constructor(executionId: number) {
    super(problem('EXECUTION_NOT_FOUND', { id: executionId }));
  }
}

export class ExecutionNotFinishedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_NOT_FINISHED';
  constructor(executionId: number) {
    super(problem('EXECUTION_NOT_FINISHED', { id: executionId }));
  }
}

/** An execution has no result, not yet or for good. */
export class ResultNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'RESULT_NOT_FOUND';
  constructor({ id, status, resultError }: Execution) {
    super(
      resultError
        ? problem('RESULT_REFUSED', { id, why: resultError })
        : problem(isFinal(status) ? 'RESULT_NOT_GIVEN' : 'RESULT_NOT_YET', { id }),
    );
  }
}

/** An execution runs a saved version. */
export class DraftNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'DRAFT_NOT_FOUND';
  constructor({ id, version }: Execution) {
    super(problem('DRAFT_NOT_FOUND', { id, version }));
  }
}

export class ExecutionFinishedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_FINISHED';
  constructor(executionId: number) {
    super(problem('EXECUTION_FINISHED', { id: executionId }));
  }
}

/** A rerun needs files that are no longer in the first execution's folder. */
export class UploadsGoneError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'UPLOADS_GONE';
  constructor(names: string[]) {
    super(problem('UPLOADS_GONE', { names: names.join(', ') }));
  }
}
