import { DomainError } from '../shared/errors/domain-error.js';
import type { Execution } from './execution.entity.js';
import { isFinal } from './execution-status.js';

export class ExecutionNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'EXECUTION_NOT_FOUND';
  constructor(executionId: number) {
    super(`There is no execution ${executionId}.`);
  }
}

export class ExecutionNotFinishedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_NOT_FINISHED';
  constructor(executionId: number) {
    super(`Execution ${executionId} has not ended yet. Cancel it, then delete it.`);
  }
}

/** An execution has no result, not yet or for good. */
export class ResultNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'RESULT_NOT_FOUND';
  constructor({ id, status, resultError }: Execution) {
    const reason = isFinal(status) ? 'It gave none.' : 'It has not ended yet.';
    super(`Execution ${id} has no result. ${resultError ?? reason}`);
  }
}

/** An execution runs a saved version. */
export class DraftNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'DRAFT_NOT_FOUND';
  constructor({ id, version }: Execution) {
    super(`Execution ${id} is no run of a draft: it runs version ${version} as it was saved.`);
  }
}

export class ExecutionFinishedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_FINISHED';
  constructor(executionId: number) {
    super(`Execution ${executionId} has ended already, there is nothing to cancel.`);
  }
}

/** A rerun needs files that are no longer in the first execution's folder. */
export class UploadsGoneError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'UPLOADS_GONE';
  constructor(names: string[]) {
    super(
      `These uploaded files are gone: ${names.join(', ')}. Run the script and upload them again.`,
    );
  }
}
