import { problem, type Problem } from '../../shared/problems/problem.js';
import { type ParameterDefinitionDto, ParameterType } from './parameter-definition.dto.js';
import { LONE_SURROGATE } from '../../shared/lone-surrogate.js';
import { matchesPattern } from './pattern-match.js';

/** What a parameter's value can be once it is checked. */
export type ParameterValue = string | number | boolean;

/** A value, or what is wrong with it. */
export type CheckedValue = { value: ParameterValue } | { problem: Problem };

/** Linux refuses a single environment string above 128 KiB (`MAX_ARG_STRLEN`, execve(2)). */
const MAX_VALUE_BYTES = 131_072 - 256;

/**
 * Checks one given value against its definition. Text is accepted where its meaning is certain (`"3"` for an integer,
 * `"true"` for a boolean), since forms and schedules send text.
 */
export function checkValue(definition: ParameterDefinitionDto, given: unknown): CheckedValue {
  // no process can be given either
  if (typeof given === 'string' && given.includes('\0'))
    return { problem: problem('VALUE_WITH_NUL') };
  if (typeof given === 'string' && LONE_SURROGATE.test(given))
    return { problem: problem('NOT_UNICODE') };
  switch (definition.type) {
    case ParameterType.Integer:
    case ParameterType.Number:
      return checkNumber(definition, given);
    case ParameterType.Boolean:
      return checkBoolean(given);
    case ParameterType.Select:
      return checkChoice(definition, given);
    case ParameterType.String:
    case ParameterType.Text:
      return checkText(definition, given);
  }
}

/** How a value reaches the script as an environment variable. */
export const toEnvironment = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function checkNumber(definition: ParameterDefinitionDto, given: unknown): CheckedValue {
  const isInteger = definition.type === ParameterType.Integer;
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (
    typeof value !== 'number' ||
    !Number.isFinite(value) ||
    (isInteger && !Number.isSafeInteger(value))
  ) {
    return { problem: problem(isInteger ? 'NOT_WHOLE' : 'NOT_A_NUMBER') };
  }
  if (definition.min !== undefined && value < definition.min)
    return { problem: problem('TOO_SMALL', { least: definition.min }) };
  if (definition.max !== undefined && value > definition.max)
    return { problem: problem('TOO_LARGE', { most: definition.max }) };
  return { value };
}

function checkBoolean(given: unknown): CheckedValue {
  if (given === true || given === 'true') return { value: true };
  if (given === false || given === 'false') return { value: false };
  return { problem: problem('NOT_A_BOOLEAN') };
}

function checkChoice(definition: ParameterDefinitionDto, given: unknown): CheckedValue {
  const options = definition.options ?? [];
  if (typeof given === 'string' && options.includes(given)) return { value: given };
  return { problem: problem('VALUE_NOT_AN_OPTION', { options: options.join(', ') }) };
}

function checkText(definition: ParameterDefinitionDto, given: unknown): CheckedValue {
  const value = typeof given === 'number' || typeof given === 'boolean' ? String(given) : given;
  if (typeof value !== 'string') return { problem: problem('NOT_A_TEXT') };
  if (definition.type === ParameterType.String && /[\r\n]/.test(value))
    return { problem: problem('VALUE_OF_SEVERAL_LINES') };
  const { min_length: shortest, max_length: longest } = definition;
  const length = [...value].length;
  if (shortest !== undefined && length < shortest)
    return { problem: problem('TOO_SHORT', { least: shortest }) };
  if (longest !== undefined && length > longest)
    return { problem: problem('TOO_LONG', { most: longest }) };
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES) return { problem: problem('VALUE_TOO_LONG') };
  const { pattern } = definition;
  if (pattern === undefined) return { value };
  const matches = matchesPattern(pattern, value);
  if (matches === null) return { problem: problem('PATTERN_TOO_COSTLY', { pattern }) };
  return matches ? { value } : { problem: problem('VALUE_AGAINST_PATTERN', { pattern }) };
}
