import { DomainError } from '../shared/errors/domain-error.js';

export class SavedViewNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'SAVED_VIEW_NOT_FOUND';
  constructor(id: number) {
    super(`There is no saved view ${id}.`);
  }
}

export class SavedViewNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'SAVED_VIEW_NAME_TAKEN';
  override readonly fields;
  constructor(name: string) {
    const message = `There is already a view named "${name}". Choose another name.`;
    super(message);
    this.fields = [{ field: 'name', message }];
  }
}

export class TooManySavedViewsError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'TOO_MANY_SAVED_VIEWS';
  constructor(limit: number) {
    super(`There are ${limit} saved views already. Delete one that nobody needs.`);
  }
}
