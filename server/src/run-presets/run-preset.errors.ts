import { DomainError } from '../shared/errors/domain-error.js';
import { problem } from '../shared/problems/problem.js';

export class RunPresetNotFoundError extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'RUN_PRESET_NOT_FOUND';
  constructor(scriptId: number, id: number) {
    super(problem('RUN_PRESET_NOT_FOUND', { script: scriptId, id }));
  }
}

export class RunPresetNameTakenError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'RUN_PRESET_NAME_TAKEN';
  override readonly fields = this.at('name');
  constructor(name: string) {
    super(problem('RUN_PRESET_NAME_TAKEN', { name }));
  }
}

export class TooManyRunPresetsError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'TOO_MANY_RUN_PRESETS';
  constructor(limit: number) {
    super(problem('TOO_MANY_RUN_PRESETS', { most: limit }));
  }
}
