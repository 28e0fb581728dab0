import { DomainError } from '../shared/errors/domain-error.js';
import { problem } from '../shared/problems/problem.js';

export class InterpreterNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'INTERPRETER_NOT_FOUND';
  constructor(id: number) {
    super(problem('INTERPRETER_NOT_FOUND', { id }));
  }
}

export class InterpreterNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_NAME_TAKEN';
  override readonly fields = this.at('name');
  constructor(name: string) {
    super(problem('INTERPRETER_NAME_TAKEN', { name }));
  }
}

/** The program is in the list already, perhaps by another link. */
export class InterpreterListedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_LISTED';
  override readonly fields = this.at('path');
  constructor(name: string) {
    super(problem('INTERPRETER_LISTED', { name }));
  }
}

export class InterpreterInUseError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_IN_USE';
}

export class InterpreterFoundError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_FOUND';
  constructor(name: string) {
    super(problem('INTERPRETER_FOUND', { name }));
  }
}
