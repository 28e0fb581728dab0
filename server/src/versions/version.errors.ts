import { DomainError } from '../shared/errors/domain-error.js';
import { problem } from '../shared/problems/problem.js';

export class VersionNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'VERSION_NOT_FOUND';
  constructor(scriptId: number, version: number) {
    super(problem('VERSION_NOT_FOUND', { id: scriptId, version }));
  }
}
