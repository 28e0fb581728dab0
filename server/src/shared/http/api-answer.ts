import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ErrorDto } from '../errors/error.dto.js';

/** Stands for an answer of which we know only that it is JSON. */
export const ANY_JSON = Symbol('any JSON');

/** Documents a success: the envelope around `type` (one of several types), or around `null` when there is nothing to answer. */
export function ApiAnswer(
  type: Type | Type[] | typeof ANY_JSON | null,
  options: { status?: number; description?: string } = {},
) {
  return applyDecorators(
    ...(typeof type === 'function' ? [ApiExtraModels(type)] : []),
    ...(Array.isArray(type) ? [ApiExtraModels(...type)] : []),
    ApiResponse({
      status: options.status ?? 200,
      description: options.description ?? '',
      schema: {
        type: 'object',
        required: ['code', 'data', 'message'],
        properties: {
          code: { type: 'integer', enum: [0] },
          data: dataSchema(type),
          message: { type: 'string' },
        },
      },
    }),
  );
}

function dataSchema(type: Type | Type[] | typeof ANY_JSON | null) {
  if (Array.isArray(type)) return { oneOf: type.map((each) => ({ $ref: getSchemaPath(each) })) };
  if (type === null) return { type: 'object', nullable: true };
  return type === ANY_JSON ? { nullable: true } : { $ref: getSchemaPath(type) };
}

/** Documents the failures of one status by their stable codes. */
export function ApiFailure(status: number, ...codes: string[]) {
  return applyDecorators(
    ApiExtraModels(ErrorDto),
    ApiResponse({ status, type: ErrorDto, description: codes.join(', ') }),
  );
}
