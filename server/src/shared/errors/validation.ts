import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { type FieldProblem, InvalidInputError } from './domain-error.js';

/** Checks every body and query against its DTO: unknown fields are refused, problems are named by field. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    exceptionFactory: (errors) => new InvalidInputError(fieldProblems(errors)),
  });

/** Flattens class-validator's tree into `parameters.0.key`-like paths. */
export function fieldProblems(errors: ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = parent ? `${parent}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {});
    return [
      ...(own.length ? [{ field, message: own.map(sentence).join(' ') }] : []),
      ...fieldProblems(error.children ?? [], field),
    ];
  });
}

function sentence(text: string): string {
  const unknown = /^property (.+) should not exist$/.exec(text);
  if (unknown) return `There is no field ${unknown[1]} here.`;
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
