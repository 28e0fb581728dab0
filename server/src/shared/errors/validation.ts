import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import { assertNoInheritedNames } from '../http/inherited-names.js';
import { fieldsByName } from '../http/values-by-name.js';
import { at, type FieldProblem, problem, type Problem } from '../problems/problem.js';
import { InvalidInputError } from './domain-error.js';

/**
 * The pipe of Nest makes a number of `0x1` in a path before the parameter's own pipe sees it, and takes fields such as
 * `constructor` out of a body before the rules see them.
 */
class InputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'param') return value;
    if (metadata.type !== 'custom' && metadata.metatype) {
      const type = metadata.metatype as new () => object;
      assertNoInheritedNames(value, '', fieldsByName(type));
    }
    return super.transform(value, metadata);
  }

  /** Does nothing: what it would take out is refused, or a name that people have chosen. */
  protected override stripProtoKeys(): void {}
}

/** Checks every body and query against its DTO: unknown fields are refused, problems are named by field. */
export const validationPipe = (): ValidationPipe =>
  new InputPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new InvalidInputError(fieldProblems(errors)),
  });

/** Options of a rule of class-validator that says what is wrong with a sentence of its own. */
export const saying = (what: Problem) => ({ message: what.message, context: what });

/** Flattens class-validator's tree into `parameters.0.key`-like paths, with one problem for each field. */
export function fieldProblems(errors: ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = parent ? `${parent}.${error.property}` : error.property;
    const own = problemOf(error);
    return [...(own ? [at(field, own)] : []), ...fieldProblems(error.children ?? [], field)];
  });
}

/** What most rules of class-validator say; they tell their bounds nowhere else. */
const KNOWN: readonly (readonly [RegExp, (bound: string) => Problem])[] = [
  [/^property (.+) should not exist$/, (field) => problem('FIELD_UNKNOWN', { field })],
  [/must be an array$/, () => problem('NOT_A_LIST')],
  [/must be (?:an object|either object or array)$/, () => problem('NOT_AN_OBJECT')],
  [
    /must be one of the following values: (.+)$/,
    (options) => problem('VALUE_NOT_AN_OPTION', { options }),
  ],
  [/must be a string$/, () => problem('NOT_A_TEXT')],
  [/must be an integer number$/, () => problem('NOT_WHOLE')],
  [/must be a number conforming/, () => problem('NOT_A_NUMBER')],
  [/must be a boolean value$/, () => problem('NOT_A_BOOLEAN')],
  [/must not be less than (\S+)$/, (least) => problem('TOO_SMALL', { least: Number(least) })],
  [/must not be greater than (\S+)$/, (most) => problem('TOO_LARGE', { most: Number(most) })],
  [
    /must be longer than or equal to (\d+)/,
    (least) => problem('TOO_SHORT', { least: Number(least) }),
  ],
  [/must be shorter than or equal to (\d+)/, (most) => problem('TOO_LONG', { most: Number(most) })],
  [
    /must contain no more than (\d+) elements$/,
    (most) => problem('TOO_MANY', { most: Number(most) }),
  ],
  [/elements must be unique$/, () => problem('NOT_UNIQUE')],
];

/** A value of the wrong type breaks every rule there is: what says so comes first in `KNOWN`. */
function problemOf({ constraints = {}, contexts = {} }: ValidationError): Problem | undefined {
  const texts = Object.values(constraints);
  for (const [pattern, say] of KNOWN) {
    const match = texts.map((text) => pattern.exec(text)).find(Boolean);
    if (match) return say(match[1] ?? '');
  }
  const [rule, text] = Object.entries(constraints)[0] ?? [];
  if (rule === undefined || text === undefined) return undefined;
  return (
    (contexts[rule] as Problem | undefined) ?? problem('FIELD_REFUSED', { why: sentence(text) })
  );
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
