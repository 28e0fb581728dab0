import { DomainError } from '../shared/errors/domain-error.js';

export class ScriptNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'SCRIPT_NOT_FOUND';
  constructor(scriptId: number) {
    super(`There is no script ${scriptId}.`);
  }
}

export class ScriptNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SCRIPT_NAME_TAKEN';
  override readonly fields;
  constructor(name: string) {
    const message = `There is already a script named "${name}". Choose another name.`;
    super(message);
    this.fields = [{ field: 'name', message }];
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
    super(
      `The change is based on version ${base}, but the script is at version ${current} now. Compare the two and save again on top of version ${current}.`,
    );
  }
}

export class ScriptInUseError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SCRIPT_IN_USE';
  constructor(reasons: string[]) {
    super(`The script cannot be deleted: ${reasons.join(' ')}`);
  }
}
