import { at, type FieldProblem, problem, type Problem } from '../problems/problem.js';

/** What kind of thing went wrong; one filter turns it into an HTTP status. */
export type DomainErrorKind =
  'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'too-large' | 'unsupported' | 'unavailable';

/** Something that may go wrong in the domain. Knows no HTTP. */
export abstract class DomainError extends Error {
  abstract readonly kind: DomainErrorKind;
  /** Stable and upper case: programs rely on it. */
  abstract readonly code: string;
  /** What is wrong, sentence by sentence. */
  readonly problems: readonly Problem[];
  /** The inputs at fault, when there are some. */
  readonly fields?: readonly FieldProblem[];
  /** More facts for the caller, e.g. both sides of a conflict. */
  readonly details?: object;

  constructor(...problems: readonly [Problem, ...Problem[]]) {
    super(problems.map(({ message }) => message).join(' '));
    this.problems = problems;
  }

  /** The problems as those of one input, for `fields`. */
  protected at(field: string): FieldProblem[] {
    return this.problems.map((one) => at(field, one));
  }
}

/** Input that is well-formed JSON but breaks a rule, named field by field. */
export class InvalidInputError extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'VALIDATION_FAILED';
  constructor(override readonly fields: readonly FieldProblem[]) {
    super(problem('VALIDATION_FAILED'));
    this.message = fields.map(({ field, message }) => `${field}: ${message}`).join(' ');
  }
}
