import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { at, problem } from '../../shared/problems/problem.js';
import type { Start } from './idempotent-start.js';

const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** The header `Idempotency-Key`; undefined without. @throws InvalidInputError that names the header */
export const IdempotencyKeyHeader = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => {
    const value = context.switchToHttp().getRequest<Request>().get(IDEMPOTENCY_KEY);
    if (value === undefined || /^[\x21-\x7e]{1,200}$/.test(value)) return value;
    throw new InvalidInputError([at(IDEMPOTENCY_KEY, problem('IDEMPOTENCY_KEY_MALFORMED'))]);
  },
);

/** Documents the header of a route that starts one execution for all requests with the same key. */
export const ApiIdempotencyKey = () =>
  ApiHeader({
    name: IDEMPOTENCY_KEY,
    required: false,
    description:
      'Names this request, 1 to 200 visible ASCII characters: sent again within 24 hours, it is answered with the same execution and the header `Idempotency-Replayed: true`.',
  });

/** Lets the caller know that its request had been answered before. */
export function tellReplay(response: Response, { isReplayed }: Start): void {
  if (isReplayed) response.setHeader('Idempotency-Replayed', 'true');
}
