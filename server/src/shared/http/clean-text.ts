import { ValidateBy, type ValidationOptions } from 'class-validator';
import { saying } from '../errors/validation.js';
import { problem, type Problem } from '../problems/problem.js';

/** A name or a label: what it holds can be seen, and it is one line wherever it is shown. */
export const NoControlCharacters = (options: ValidationOptions = {}): PropertyDecorator =>
  without(/\p{Cc}/u, problem('CONTROL_CHARACTER'), options);

/** A text of any number of lines. PostgreSQL's `text` and the arguments and variables of a process cannot hold NUL. */
export const NoNul = (options: ValidationOptions = {}): PropertyDecorator =>
  without(/\0/, problem('VALUE_WITH_NUL'), options);

/** What is no text is left for the rules of types to refuse. */
const without = (unwanted: RegExp, why: Problem, options: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: why.code,
      validator: {
        validate: (value: unknown) => typeof value !== 'string' || !unwanted.test(value),
      },
    },
    { ...options, ...saying(why) },
  );
