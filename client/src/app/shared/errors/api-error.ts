import { HttpErrorResponse } from '@angular/common/http';
import type { FieldProblemDto, ProblemDto } from '../../api/models';

/** One input the server refused, e.g. `{ field: 'parameters.0.key', code: 'PARAMETER_KEY_TWICE', ... }`. */
export type FieldProblem = FieldProblemDto;

/** A failed call as the server explained it; `code` is `NETWORK` when nothing answered. */
export interface ApiError {
  /** HTTP status, 0 when nothing answered. */
  status: number;
  /** Stable code, e.g. `SCRIPT_NOT_FOUND`. */
  code: string;
  /** In English, from the server; '' when it said nothing. */
  message: string;
  /** What is wrong, sentence by sentence; empty when the server did not say. */
  reasons: ProblemDto[];
  fields: FieldProblem[];
  details: Record<string, unknown>;
  requestId: string;
}

/** Reads whatever a call threw, or the `error()` of a resource; never throws itself. */
export function readApiError(thrown: unknown): ApiError {
  // A resource wraps what is no Error, as HttpErrorResponse is none.
  if (thrown instanceof Error && thrown.cause) return readApiError(thrown.cause);
  if (!(thrown instanceof HttpErrorResponse)) {
    return failure(-1, 'UNEXPECTED', thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (thrown.status === 0) return failure(0, 'NETWORK', '');
  const envelope = parse(thrown.error);
  return {
    ...failure(thrown.status, text(envelope['error']) || 'UNEXPECTED', text(envelope['message'])),
    reasons: list(envelope['reasons']).filter(isProblem),
    fields: list(envelope['fields']).filter(isFieldProblem),
    details: isObject(envelope['details']) ? envelope['details'] : {},
    requestId: text(envelope['request_id']),
  };
}

function failure(status: number, code: string, message: string): ApiError {
  return { status, code, message, reasons: [], fields: [], details: {}, requestId: '' };
}

function parse(body: unknown): Record<string, unknown> {
  if (isObject(body)) return body;
  if (typeof body !== 'string') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : {};
  } catch {
    // A proxy between browser and server may answer HTML: there is nothing of ours to read.
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isProblem(value: unknown): value is ProblemDto {
  return (
    isObject(value) &&
    typeof value['code'] === 'string' &&
    typeof value['message'] === 'string' &&
    isObject(value['values'])
  );
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isProblem(value) && 'field' in value && typeof value.field === 'string';
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
