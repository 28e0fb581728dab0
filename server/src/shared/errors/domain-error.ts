/** What kind of thing went wrong; one filter turns it into an HTTP status. */
export type DomainErrorKind =
  'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'too-large' | 'unavailable';

/** One wrong input: where it stands (`parameters.0.key`) and what would be right. */
export interface FieldProblem {
  field: string;
  message: string;
}

/**
 * Something that may go wrong in the domain. Knows no HTTP.
 * `message` says what is wrong and what to do; it is shown to people and holds no secret and no server path.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: DomainErrorKind;
  /** Stable and upper case: programs and translations rely on it. */
  abstract readonly code: string;
  /** The inputs at fault, when there are some. */
  readonly fields?: FieldProblem[];
  /** More facts for the caller, e.g. both sides of a conflict. */
  readonly details?: object;
}

/** Input that is well-formed JSON but breaks a rule, named field by field. */
export class InvalidInputError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'VALIDATION_FAILED';
  constructor(override readonly fields: FieldProblem[]) {
    super(fields.map(({ field, message }) => `${field}: ${message}`).join(' '));
  }
}
