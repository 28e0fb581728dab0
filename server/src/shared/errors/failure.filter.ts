import {
  ArgumentsHost,
  BadRequestException,
  Catch,
  ExceptionFilter,
  HttpException,
  Logger,
  NotFoundException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { MulterError } from 'multer';
import { requestId } from '../http/request-id.js';
import { DomainError, type DomainErrorKind } from './domain-error.js';
import { isDiskFull } from './disk-full.js';
import type { ErrorDto } from './error.dto.js';

const STATUS_OF: Record<DomainErrorKind, number> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unavailable: 503,
};

type Failure = Pick<ErrorDto, 'message' | 'error' | 'fields' | 'details'> & { status: number };

/** Answers every failure with the envelope of `ErrorDto`; what nobody foresaw is logged once and answered as 500 without details. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger(FailureFilter.name);

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (response.headersSent) {
      // a download or a stream broke off in the middle: the only honest answer left is a broken connection
      response.destroy();
      return;
    }
    const { status, ...rest } = this.describe(exception, request);
    const body: ErrorDto = { code: 1, data: null, ...rest, request_id: requestId(request) };
    response.status(status).json(body);
  }

  private describe(exception: unknown, request: Request): Failure {
    if (exception instanceof DomainError) {
      const { kind, message, code, fields, details } = exception;
      return { status: STATUS_OF[kind], message, error: code, fields, details };
    }
    if (exception instanceof MulterError) return describeUpload(exception);
    // the router says so itself when no route matches; our own 404s are domain errors
    if (exception instanceof NotFoundException) {
      return {
        status: 404,
        message: `There is no ${request.method} ${request.path}.`,
        error: 'ROUTE_NOT_FOUND',
      };
    }
    if (exception instanceof HttpException) return describeHttp(exception);
    const parser = describeBodyParser(exception);
    if (parser) return parser;
    if (isDiskFull(exception)) {
      this.logger.error('The disk is full', exception, { requestId: requestId(request) });
      return diskFull();
    }
    this.logger.error('Unexpected failure', exception, { requestId: requestId(request) });
    return {
      status: 500,
      message: 'The server failed unexpectedly. Its log has the details under this request id.',
      error: 'INTERNAL',
    };
  }
}

const HTTP_CODES: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
};

function describeHttp(exception: HttpException): Failure {
  const status = exception.getStatus();
  if (exception instanceof BadRequestException && /JSON/.test(exception.message))
    return brokenJson();
  if (status === 413) return bodyTooLarge();
  return {
    status,
    message: status < 500 ? exception.message : 'The server failed unexpectedly.',
    error: HTTP_CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL'),
  };
}

/** body-parser's errors carry a `type` (its README, "Errors"). */
function describeBodyParser(exception: unknown): Failure | undefined {
  const type = (exception as { type?: unknown } | null)?.type;
  if (type === 'entity.parse.failed') return brokenJson();
  if (type === 'entity.too.large') return bodyTooLarge();
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return {
      status: 415,
      message: 'Send the body as UTF-8 JSON.',
      error: 'UNSUPPORTED_MEDIA_TYPE',
    };
  }
  if (exception instanceof URIError) {
    return {
      status: 400,
      message: 'The address is not correctly percent-encoded.',
      error: 'BAD_REQUEST',
    };
  }
  return undefined;
}

function describeUpload(exception: MulterError): Failure {
  const tooLarge = exception.code.startsWith('LIMIT_');
  return {
    status: tooLarge ? 413 : 400,
    message: `The upload was refused: ${exception.message}.`,
    error: tooLarge ? 'UPLOAD_TOO_LARGE' : 'UPLOAD_REFUSED',
    fields: exception.field ? [{ field: exception.field, message: exception.message }] : undefined,
  };
}

const diskFull = (): Failure => ({
  status: 507,
  message: 'The disk of the server is full, so nothing was stored. Delete old executions or files.',
  error: 'DISK_FULL',
});

const brokenJson = (): Failure => ({
  status: 400,
  message: 'The body is not valid JSON. Check its quotes, commas and brackets.',
  error: 'BROKEN_JSON',
});

const bodyTooLarge = (): Failure => ({
  status: 413,
  message: 'The body is too large. Send big data as a file of the run.',
  error: 'BODY_TOO_LARGE',
});
