import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { at, problem } from '../../shared/problems/problem.js';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** The header `Idempotency-Key`; undefined without. @throws InvalidInputError that names the header */
export const IdempotencyKeyHeader = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => {
    const value = context.switchToHttp().getRequest<Request>().get(IDEMPOTENCY_KEY);
    if (value === undefined || /^[\x21-\x7e]{1,200}$/.test(value)) return value;
    throw new InvalidInputError([at(IDEMPOTENCY_KEY, problem('IDEMPOTENCY_KEY_MALFORMED'))]);
  },
);
