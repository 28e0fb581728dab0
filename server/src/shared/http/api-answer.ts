import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ErrorDto } from '../errors/error.dto.js';

/** Documents a success: the envelope around `type`, or around `null` when there is nothing to answer. */
export function ApiAnswer(
  type: Type | null,
  options: { status?: number; description?: string } = {},
) {
  const data = type ? { $ref: getSchemaPath(type) } : { type: 'object', nullable: true };
  return applyDecorators(
    ...(type ? [ApiExtraModels(type)] : []),
    ApiResponse({
      status: options.status ?? 200,
      description: options.description ?? '',
      schema: {
        type: 'object',
        required: ['code', 'data', 'message'],
        properties: { code: { type: 'integer', enum: [0] }, data, message: { type: 'string' } },
      },
    }),
  );
}

/** Documents the failures of one status by their stable codes. */
export function ApiFailure(status: number, ...codes: string[]) {
  return applyDecorators(
    ApiExtraModels(ErrorDto),
    ApiResponse({ status, type: ErrorDto, description: codes.join(', ') }),
  );
}
