import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidInputError } from '../../shared/errors/domain-error.js';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** The header `Idempotency-Key`; undefined without. @throws InvalidInputError that names the header */
export const IdempotencyKeyHeader = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => {
    const value = context.switchToHttp().getRequest<Request>().get(IDEMPOTENCY_KEY);
    if (value === undefined || /^[\x21-\x7e]{1,200}$/.test(value)) return value;
    throw new InvalidInputError([
      { field: IDEMPOTENCY_KEY, message: 'Must be 1 to 200 visible ASCII characters.' },
    ]);
  },
);
