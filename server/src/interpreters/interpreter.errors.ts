import { DomainError } from '../shared/errors/domain-error.js';

export class InterpreterNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'INTERPRETER_NOT_FOUND';
  constructor(id: number) {
    super(`There is no interpreter ${id}.`);
  }
}

export class InterpreterNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_NAME_TAKEN';
  override readonly fields;
  constructor(name: string) {
    const message = `There is already an interpreter named "${name}". Choose another name.`;
    super(message);
    this.fields = [{ field: 'name', message }];
  }
}

/** The program is in the list already, perhaps by another link. */
export class InterpreterListedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_LISTED';
  override readonly fields;
  constructor(name: string) {
    const message = `This program is in the list already, as "${name}". Rename that one instead.`;
    super(message);
    this.fields = [{ field: 'path', message }];
  }
}

export class InterpreterInUseError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_IN_USE';
  constructor(why: string) {
    super(`The interpreter cannot be removed: ${why}`);
  }
}

export class InterpreterFoundError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'INTERPRETER_FOUND';
  constructor(name: string) {
    super(
      `"${name}" is installed on this machine and would be found again. Uninstall it there if nobody needs it.`,
    );
  }
}
