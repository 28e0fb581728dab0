import { DomainError } from '../shared/errors/domain-error.js';

export class EnvironmentNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'ENVIRONMENT_NOT_FOUND';
  constructor(id: number) {
    super(`There is no environment ${id}. It may have been removed because nothing used it.`);
  }
}

export class EnvironmentInUseError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ENVIRONMENT_IN_USE';
  constructor(id: number, why: 'a run' | 'an installation') {
    super(`The environment ${id} cannot be removed: ${why} needs it now. Wait for its end.`);
  }
}
