import { DomainError } from '../errors/domain-error.js';
import { problem } from '../problems/problem.js';

export class UnsupportedBodyError extends DomainError {
  readonly kind = 'unsupported';
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
  constructor() {
    super(problem('UNSUPPORTED_MEDIA_TYPE'));
  }
}
