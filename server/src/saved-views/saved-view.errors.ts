import { DomainError } from '../shared/errors/domain-error.js';
import { problem } from '../shared/problems/problem.js';

export class SavedViewNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'SAVED_VIEW_NOT_FOUND';
  constructor(id: number) {
    super(problem('SAVED_VIEW_NOT_FOUND', { id }));
  }
}

export class SavedViewNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SAVED_VIEW_NAME_TAKEN';
  override readonly fields = this.at('name');
  constructor(name: string) {
    super(problem('SAVED_VIEW_NAME_TAKEN', { name }));
  }
}

export class TooManySavedViewsError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'TOO_MANY_SAVED_VIEWS';
  constructor(limit: number) {
    super(problem('TOO_MANY_SAVED_VIEWS', { most: limit }));
  }
}
