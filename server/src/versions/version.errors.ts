import { DomainError } from '../shared/errors/domain-error.js';

export class VersionNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'VERSION_NOT_FOUND';
  constructor(scriptId: number, version: number) {
    super(`Script ${scriptId} has no version ${version}.`);
  }
}
