import { DomainError } from '../../shared/errors/domain-error.js';
import { problem } from '../../shared/problems/problem.js';

/** A key stands for one request: what comes with it now is another one. */
export class IdempotencyKeyReusedError extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  override readonly details: { execution_id: number };
  constructor(executionId: number) {
    super(problem('IDEMPOTENCY_KEY_REUSED', { id: executionId }));
    this.details = { execution_id: executionId };
  }
}
