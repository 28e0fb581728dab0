import { DomainError } from '../../shared/errors/domain-error.js';
import { problem } from '../../shared/problems/problem.js';

/** An expression is not done with a line in time, or not in the memory there is: the search was stopped. */
export class LogSearchTooComplexError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'LOG_SEARCH_TOO_COMPLEX';
  override readonly fields = this.at('q');
  constructor() {
    super(problem('LOG_SEARCH_TOO_COMPLEX'));
  }
}

/** More searches wait than will be served soon. */
export class LogSearchBusyError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'LOG_SEARCH_BUSY';
  constructor() {
    super(problem('LOG_SEARCH_BUSY'));
  }
}
