import { DomainError } from '../shared/errors/domain-error.js';
import { problem } from '../shared/problems/problem.js';

export class EnvironmentNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'ENVIRONMENT_NOT_FOUND';
  constructor(id: number) {
    super(problem('ENVIRONMENT_NOT_FOUND', { id }));
  }
}

export class EnvironmentInUseError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'ENVIRONMENT_IN_USE';
  /** @param user what needs it */
  constructor(id: number, user: 'run' | 'installation') {
    super(problem(user === 'run' ? 'ENVIRONMENT_IN_USE' : 'ENVIRONMENT_BEING_INSTALLED', { id }));
  }
}
