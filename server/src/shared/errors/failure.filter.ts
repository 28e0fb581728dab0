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
import { at, problem, type Problem } from '../problems/problem.js';
import { type ErrorDto, FieldProblemDto, ProblemDto } from './error.dto.js';

const STATUS_OF: Record<DomainErrorKind, number> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  unavailable: 503,
};

/** An answer that refuses, before it is put into the envelope. */
type Failure = Pick<ErrorDto, 'message' | 'error' | 'reasons' | 'fields' | 'details'> & {
  status: number;
};

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
    if (exception instanceof DomainError) return describeDomain(exception);
    if (exception instanceof MulterError) return describeUpload(exception);
    // the router says so itself when no route matches; our own 404s are domain errors
    if (exception instanceof NotFoundException) {
      const { method, path } = request;
      return failure(404, 'ROUTE_NOT_FOUND', problem('ROUTE_NOT_FOUND', { method, path }));
    }
    if (exception instanceof HttpException) return describeHttp(exception);
    const parser = describeBodyParser(exception);
    if (parser) return parser;
    if (isDiskFull(exception)) {
      this.logger.error('The disk is full', exception, { requestId: requestId(request) });
      return failure(507, 'DISK_FULL', problem('DISK_FULL'));
    }
    this.logger.error('Unexpected failure', exception, { requestId: requestId(request) });
    return failure(500, 'INTERNAL', problem('INTERNAL'));
  }
}

const failure = (status: number, error: string, why: Problem): Failure => ({
  status,
  error,
  message: why.message,
  reasons: [ProblemDto.from(why)],
});

const describeDomain = ({
  kind,
  code,
  message,
  problems,
  fields,
  details,
}: DomainError): Failure => ({
  status: STATUS_OF[kind],
  error: code,
  message,
  reasons: problems.map((one) => ProblemDto.from(one)),
  fields: fields?.map((one) => FieldProblemDto.from(one)),
  details,
});

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

/** What multer says of more files than a field takes, and of files in a field that takes none. */
const FILE_COUNT_CODES: readonly string[] = ['LIMIT_FILE_COUNT', 'LIMIT_UNEXPECTED_FILE'];

function describeHttp(exception: HttpException): Failure {
  const status = exception.getStatus();
  if (exception instanceof BadRequestException && /JSON/.test(exception.message))
    return brokenJson();
  if (status === 413) return bodyTooLarge();
  if (status >= 500) return failure(status, 'INTERNAL', problem('INTERNAL'));
  const { cause, message } = exception;
  const isOfTooMany = cause instanceof MulterError && FILE_COUNT_CODES.includes(cause.code);
  const why = isOfTooMany
    ? problem('UPLOAD_OF_TOO_MANY')
    : problem('REQUEST_REFUSED', { why: message });
  return failure(status, HTTP_CODES[status] ?? 'BAD_REQUEST', why);
}

/** body-parser's errors carry a `type` (its README, "Errors"). */
function describeBodyParser(exception: unknown): Failure | undefined {
  const type = (exception as { type?: unknown } | null)?.type;
  if (type === 'entity.parse.failed') return brokenJson();
  if (type === 'entity.too.large') return bodyTooLarge();
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return failure(415, 'UNSUPPORTED_MEDIA_TYPE', problem('UNSUPPORTED_MEDIA_TYPE'));
  if (exception instanceof URIError) return failure(400, 'BAD_REQUEST', problem('BROKEN_ADDRESS'));
  return undefined;
}

function describeUpload({ code, field, message }: MulterError): Failure {
  const tooLarge = code.startsWith('LIMIT_');
  const why = problem('UPLOAD_REFUSED', { why: message });
  return {
    ...failure(tooLarge ? 413 : 400, tooLarge ? 'UPLOAD_TOO_LARGE' : 'UPLOAD_REFUSED', why),
    fields: field ? [FieldProblemDto.from(at(field, why))] : undefined,
  };
}

const brokenJson = (): Failure => failure(400, 'BROKEN_JSON', problem('BROKEN_JSON'));

const bodyTooLarge = (): Failure => failure(413, 'BODY_TOO_LARGE', problem('BODY_TOO_LARGE'));
