import { DomainError } from '../../shared/errors/domain-error.js';

/** A key stands for one request: what comes with it now is another one. */
export class IdempotencyKeyReusedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  override readonly details: { execution_id: number };
  constructor(executionId: number) {
    super(
      `This Idempotency-Key has started execution ${executionId} with other values. Send a new key for a new request.`,
    );
    this.details = { execution_id: executionId };
  }
}
