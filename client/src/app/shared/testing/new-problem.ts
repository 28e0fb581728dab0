import type { FieldProblem } from '../errors/api-error';

/** For tests: what the server refuses about a field, in words that no language has its own for. */
export const newProblem = (field: string, message: string): FieldProblem => ({
  field,
  code: 'FIELD_REFUSED',
  values: { why: message },
  message,
});
