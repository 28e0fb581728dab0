import { DomainError } from '../shared/errors/domain-error.js';
import { problem, type Problem } from '../shared/problems/problem.js';

export class ScriptNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'SCRIPT_NOT_FOUND';
  constructor(scriptId: number) {
    super(problem('SCRIPT_NOT_FOUND', { id: scriptId }));
  }
}

export class ScriptNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SCRIPT_NAME_TAKEN';
  override readonly fields = this.at('name');
  constructor(name: string) {
    super(problem('SCRIPT_NAME_TAKEN', { name }));
  }
}

/** Somebody saved after the version that a change is based on: nothing was written. */
export class ScriptVersionConflictError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SCRIPT_VERSION_CONFLICT';
  /** @param details both sides: the current script, and the version that the change was based on (null when it never existed) */
  constructor(
    current: number,
    base: number,
    override readonly details: { current: object; base: object | null },
  ) {
    super(problem('SCRIPT_VERSION_CONFLICT', { base, current }));
  }
}

/** Somebody changed the same fields after they were read: nothing was written. */
export class ScriptChangedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SCRIPT_CHANGED';
  /** @param details the script as it is now, and which of the fields being changed somebody else changed */
  constructor(override readonly details: { current: object; changed: string[] }) {
    super(problem('SCRIPT_CHANGED', { fields: details.changed.join(', ') }));
  }
}

export class ScriptInUseError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SCRIPT_IN_USE';
  constructor(objections: Problem[]) {
    super(problem('SCRIPT_IN_USE'), ...objections);
  }
}
