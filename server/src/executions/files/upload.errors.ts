import { DomainError } from '../../shared/errors/domain-error.js';
import { problem } from '../../shared/problems/problem.js';

export class UploadRefusedError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'UPLOAD_REFUSED';
}

export class UploadTooLargeError extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'UPLOAD_TOO_LARGE';
  constructor(name: string, limitBytes: number) {
    super(problem('UPLOAD_TOO_LARGE', { name: JSON.stringify(name), bytes: limitBytes }));
  }
}

/** The disk of the execution spaces has no room for the upload. */
export class UploadStorageFullError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'DISK_FULL';
  constructor() {
    super(problem('UPLOAD_STORAGE_FULL'));
  }
}
