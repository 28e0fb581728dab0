import { DomainError } from '../../shared/errors/domain-error.js';

export class UploadRefusedError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'UPLOAD_REFUSED';
}

export class UploadTooLargeError extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'UPLOAD_TOO_LARGE';
  constructor(name: string, limitBytes: number) {
    super(`${JSON.stringify(name)} is too large: a file may have at most ${limitBytes} bytes.`);
  }
}

/** The disk of the execution spaces has no room for the upload. */
export class UploadStorageFullError extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'DISK_FULL';
  constructor() {
    super("The server's disk is full. Delete old executions, then upload again.");
  }
}
