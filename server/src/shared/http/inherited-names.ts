import { InvalidInputError } from '../errors/domain-error.js';
import { at, type FieldProblem, problem } from '../problems/problem.js';

/**
 * Whether all objects or classes of JavaScript have something of this name. What copies and checks input passes over a
 * field with it, or takes it for what the object itself has.
 */
const isInheritedName = (name: string): boolean => name in Object.prototype || name === 'prototype';

/** No object can be relied on to keep a value of this name. */
const isPrototypeName = (name: string): boolean => name === '__proto__';

/** Fields that one answer names at most. */
const MOST_NAMED = 100;

/**
 * The fields with such names, at any depth of input as it was parsed: to the rules they would not exist.
 * @param place where the input stands in the request; empty for all of it
 * @param byName places of objects whose names people have chosen: all but `__proto__` are right there
 */
export function inheritedNameProblems(
  input: unknown,
  place = '',
  byName: readonly string[] = [],
): FieldProblem[] {
  const found: FieldProblem[] = [];
  // not recursive: whoever sends the input decides how deep it goes
  const pending: [place: string, value: object][] = isObject(input) ? [[place, input]] : [];
  for (const [parent, value] of pending) {
    const placeOf = (name: string) => (parent ? `${parent}.${name}` : name);
    if (Array.isArray(value)) {
      // a body may hold millions of plain values
      value.forEach((item: unknown, index) => {
        if (isObject(item)) pending.push([placeOf(`${index}`), item]);
      });
      continue;
    }
    const isWrong = byName.includes(parent) ? isPrototypeName : isInheritedName;
    for (const [name, inner] of Object.entries(value)) {
      if (isWrong(name)) found.push(at(placeOf(name), problem('FIELD_UNKNOWN', { field: name })));
      else if (isObject(inner)) pending.push([placeOf(name), inner]);
      if (found.length === MOST_NAMED) return found;
    }
  }
  return found;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** @throws InvalidInputError that names the fields with such names */
export function assertNoInheritedNames(
  input: unknown,
  place?: string,
  byName?: readonly string[],
): void {
  const problems = inheritedNameProblems(input, place, byName);
  if (problems.length) throw new InvalidInputError(problems);
}
