import { DomainError } from '../../shared/errors/domain-error.js';
import { problem } from '../../shared/problems/problem.js';

/** A path that leads, or is written as if it led, out of the execution's folder. */
export class UnsafePathError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'UNSAFE_PATH';
  constructor() {
    super(problem('UNSAFE_PATH'));
  }
}

export class FileNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'FILE_NOT_FOUND';
  constructor(path: string) {
    super(problem('FILE_NOT_FOUND', { path: JSON.stringify(path) }));
  }
}
