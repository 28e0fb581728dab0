import { DomainError } from '../shared/errors/domain-error.js';

export class RunPresetNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'RUN_PRESET_NOT_FOUND';
  constructor(scriptId: number, id: number) {
    super(`Script ${scriptId} has no preset ${id}.`);
  }
}

export class RunPresetNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'RUN_PRESET_NAME_TAKEN';
  override readonly fields;
  constructor(name: string) {
    const message = `This script has already a preset named "${name}". Choose another name.`;
    super(message);
    this.fields = [{ field: 'name', message }];
  }
}

export class TooManyRunPresetsError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'TOO_MANY_RUN_PRESETS';
  constructor(limit: number) {
    super(`This script has ${limit} presets already. Delete one that nobody needs.`);
  }
}
