import { DomainError, type FieldProblem } from '../../shared/errors/domain-error.js';

/** One line takes an expression longer than a search may: it was stopped. */
export class LogSearchTooSlowError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'LOG_SEARCH_TOO_SLOW';
  override readonly fields: FieldProblem[];
  constructor(seconds: number) {
    const message =
      `The search was stopped: within ${seconds} seconds this expression was not done with a line. ` +
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
