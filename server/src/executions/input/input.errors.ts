import { DomainError } from '../../shared/errors/domain-error.js';
import type { Execution } from '../execution.entity.js';
import { isFinal } from '../execution-status.js';

export class NotInteractiveError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_NOT_INTERACTIVE';
  constructor(executionId: number) {
    super(
      `Execution ${executionId} takes no input. Start the script with \`interactive\` to give it some while it runs.`,
    );
  }
}

/** An execution that waits, or has ended, cannot read. */
export class NotRunningError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'EXECUTION_NOT_RUNNING';
  constructor({ id, status }: Execution) {
    super(
      isFinal(status)
        ? `Execution ${id} has ended, it reads nothing any more.`
        : `Execution ${id} does not run yet. Send the input once it does.`,
    );
  }
}

export class InputClosedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INPUT_CLOSED';
  constructor(executionId: number) {
    super(
      `The input of execution ${executionId} is closed: it was ended, or the script has closed it. Nothing was sent.`,
    );
  }
}

/** What was sent earlier fills the pipe. */
export class InputFullError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INPUT_FULL';
  constructor(executionId: number) {
    super(
      `The script of execution ${executionId} has not read what it was sent earlier. Nothing of this was sent: try again once it reads, or send less at once.`,
    );
  }
}

/** The process that writes to scripts has died in the middle of it. */
export class InputUncertainError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'INPUT_UNCERTAIN';
  constructor(executionId: number) {
    super(
      `Whether execution ${executionId} was sent the input is not known. Look at its log before you send it again.`,
    );
  }
}
