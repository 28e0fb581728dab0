import { DomainError, type FieldProblem } from '../../shared/errors/domain-error.js';

/** An expression is not done with a line in time, or not in the memory there is: the search was stopped. */
export class LogSearchTooComplexError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'LOG_SEARCH_TOO_COMPLEX';
  override readonly fields: FieldProblem[];
  constructor() {
    const message =
      'The search was stopped: with some line this expression takes too much time or memory. ' +
      'Avoid nested repetitions such as (a+)+, or search for plain text.';
    super(message);
    this.fields = [{ field: 'q', message }];
  }
}

/** More searches wait than will be served soon. */
export class LogSearchBusyError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'LOG_SEARCH_BUSY';
  constructor() {
    super('Too many searches are waiting. Try again in a few seconds.');
  }
}
