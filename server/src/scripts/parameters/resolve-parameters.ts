import { type FieldProblem, InvalidInputError } from '../../shared/errors/domain-error.js';
import { ENVIRONMENT_NAME } from './environment-name.js';
import type { ParameterDefinitionDto } from './parameter-definition.dto.js';
import { checkValue, type ParameterValue, toEnvironment } from './parameter-value.js';

/**
 * The values of a run: what was given, checked, and defaults for what was not. Every path that starts a run comes
 * through here (page, API, schedule, rerun).
 * @throws InvalidInputError that names every wrong key (`params.KEY`)
 */
export function resolveParameters(
  definitions: ParameterDefinitionDto[],
  given: Readonly<Record<string, unknown>>,
): Record<string, ParameterValue> {
  const problems: FieldProblem[] = unknownKeys(definitions, given);
  const values: Record<string, ParameterValue> = {};
  for (const definition of definitions) {
    const raw = isGiven(given[definition.key]) ? given[definition.key] : definition.default_value;
    if (!isGiven(raw)) {
      if (definition.required) {
        problems.push({
          field: `params.${definition.key}`,
          message: `${definition.label || definition.key} is required.`,
        });
      }
      continue;
    }
    const checked = checkValue(definition, raw);
    if ('problem' in checked)
      problems.push({ field: `params.${definition.key}`, message: checked.problem });
    else values[definition.key] = checked.value;
  }
  if (problems.length) throw new InvalidInputError(problems);
  return values;
}

/** The environment variables of checked values. */
export const parameterEnvironment = (
  values: Readonly<Record<string, unknown>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, toEnvironment(value)]));

/** An empty field of a form is no value, as for `required` in HTML. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function unknownKeys(
  definitions: ParameterDefinitionDto[],
  given: Readonly<Record<string, unknown>>,
): FieldProblem[] {
  const known = new Set(definitions.map(({ key }) => key));
  const list = definitions.length
    ? `Known are: ${[...known].join(', ')}.`
    : 'The script has no parameters.';
  return Object.keys(given)
    .filter((key) => !known.has(key))
    .map((key) => ({
      field: `params.${ENVIRONMENT_NAME.test(key) ? key : '?'}`,
      message: `The script has no parameter ${JSON.stringify(key)}. ${list}`,
    }));
}
