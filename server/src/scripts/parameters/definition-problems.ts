import type { FieldProblem } from '../../shared/errors/domain-error.js';
import { ENVIRONMENT_NAME, isReservedName } from './environment-name.js';
import { type ParameterDefinitionDto, ParameterType } from './parameter-definition.dto.js';
import { checkValue } from './parameter-value.js';

const isText = (type: ParameterType) =>
  type === ParameterType.String || type === ParameterType.Text;
const isNumeric = (type: ParameterType) =>
  type === ParameterType.Integer || type === ParameterType.Number;

/** What is wrong with a list of definitions beyond the shape of each: names, rules that contradict, defaults that break them. */
export function definitionProblems(definitions: ParameterDefinitionDto[]): FieldProblem[] {
  const seen = new Set<string>();
  return definitions.flatMap((definition, index) => {
    const at = (field: string, message: string): FieldProblem => ({
      field: `parameters.${index}.${field}`,
      message,
    });
    const rules = ruleProblems(definition, at);
    const isTwice = seen.has(definition.key);
    seen.add(definition.key);
    return [
      ...nameProblems(definition.key, at),
      ...(isTwice ? [at('key', `The key ${definition.key} is used twice.`)] : []),
      ...rules,
      ...(rules.length ? [] : defaultProblems(definition, at)),
    ];
  });
}

type At = (field: string, message: string) => FieldProblem;

function nameProblems(key: string, at: At): FieldProblem[] {
  if (!ENVIRONMENT_NAME.test(key)) {
    return [
      at(
        'key',
        'A key is made of letters, digits and _ and does not start with a digit, e.g. INPUT_FILE.',
      ),
    ];
  }
  return isReservedName(key)
    ? [at('key', `${key} is reserved for the system. Choose another key, e.g. MY_${key}.`)]
    : [];
}

function ruleProblems(definition: ParameterDefinitionDto, at: At): FieldProblem[] {
  const {
    type,
    options,
    min,
    max,
    min_length: shortest,
    max_length: longest,
    pattern,
  } = definition;
  const problems: FieldProblem[] = [];
  const only = (field: string, value: unknown, fits: boolean, whom: string) => {
    if (value !== undefined && value !== null && !fits)
      problems.push(at(field, `Only ${whom} has ${field}.`));
  };
  only('options', options?.length ? options : undefined, type === ParameterType.Select, 'a select');
  only('min', min, isNumeric(type), 'a number');
  only('max', max, isNumeric(type), 'a number');
  only('min_length', shortest, isText(type), 'a text');
  only('max_length', longest, isText(type), 'a text');
  only('pattern', pattern, isText(type), 'a text');
  if (type === ParameterType.Select && !options?.length)
    problems.push(at('options', 'A select needs at least one option.'));
  if (type === ParameterType.Select && new Set(options).size !== (options?.length ?? 0))
    problems.push(at('options', 'An option is given twice.'));
  if (min !== undefined && max !== undefined && min > max)
    problems.push(at('max', 'max is smaller than min.'));
  if (shortest !== undefined && longest !== undefined && shortest > longest)
    problems.push(at('max_length', 'max_length is smaller than min_length.'));
  if (pattern !== undefined && !isRegularExpression(pattern))
    problems.push(at('pattern', 'This is not a regular expression.'));
  return problems;
}

function defaultProblems(definition: ParameterDefinitionDto, at: At): FieldProblem[] {
  const value = definition.default_value;
  if (value === undefined || value === null || value === '') return [];
  const checked = checkValue(definition, value);
  return 'problem' in checked ? [at('default_value', checked.problem)] : [];
}

function isRegularExpression(pattern: string): boolean {
  try {
    new RegExp(`^(?:${pattern})$`, 'u');
    return true;
  } catch {
    // SyntaxError is the only way RegExp says that a pattern is wrong
    return false;
  }
}
