import { DomainError } from '../../shared/errors/domain-error.js';

/** An upload that cannot be read as scripts; nothing was imported. */
export class ImportRefusedError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'IMPORT_REFUSED';
  override readonly fields = this.at('files');
}

/** More than an import or export takes at once. */
export class TransferTooLargeError extends DomainError {
  readonly kind = 'too-large';
  readonly code = 'TRANSFER_TOO_LARGE';
}
