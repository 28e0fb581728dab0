import { DomainError } from '../../shared/errors/domain-error.js';

/** A path that leads, or is written as if it led, out of the execution's folder. */
export class UnsafePathError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'UNSAFE_PATH';
  constructor() {
    super("Only files inside the execution's own folder can be read. Take a path from its list.");
  }
}

export class FileNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'FILE_NOT_FOUND';
  constructor(path: string) {
    super(`The execution has no file ${JSON.stringify(path)}.`);
  }
}
