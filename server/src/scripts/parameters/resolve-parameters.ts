import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { at, type FieldProblem, problem } from '../../shared/problems/problem.js';
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
    const own = Object.hasOwn(given, definition.key) ? given[definition.key] : undefined;
    const raw = isGiven(own) ? own : definition.default_value;
    if (!isGiven(raw)) {
      if (definition.required) {
        const name = definition.label || definition.key;
        problems.push(at(`params.${definition.key}`, problem('VALUE_MISSING', { name })));
      }
      continue;
    }
    const checked = checkValue(definition, raw);
    if ('value' in checked) values[definition.key] = checked.value;
    else problems.push(at(`params.${definition.key}`, checked.problem));
    // the server does nothing else meanwhile: one such value is enough
    if (problems.at(-1)?.code === 'PATTERN_TOO_COSTLY') break;
  }
  if (bytesOf(values) > MAX_BYTES) problems.push(at('params', problem('VALUES_TOO_LONG')));
  if (problems.length) throw new InvalidInputError(problems);
  return values;
}

/** The environment variables of checked values. */
export const parameterEnvironment = (
  values: Readonly<Record<string, unknown>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, toEnvironment(value)]));

/** Of all values with their keys. Linux gives a program's arguments and environment 2 MiB; a sandbox takes them as both. */
const MAX_BYTES = 1_048_576;

const bytesOf = (values: Readonly<Record<string, unknown>>): number =>
  Object.entries(parameterEnvironment(values)).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(`${key}=${value}`),
    0,
  );

/** An empty field of a form is no value, as for `required` in HTML. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function unknownKeys(
  definitions: ParameterDefinitionDto[],
  given: Readonly<Record<string, unknown>>,
): FieldProblem[] {
  const known = new Set(definitions.map(({ key }) => key));
  const names = [...known].join(', ');
  return Object.keys(given)
    .filter((key) => !known.has(key))
    .map((key) => {
      const quoted = JSON.stringify(key);
      const unknown = known.size
        ? problem('PARAMETER_UNKNOWN', { key: quoted, known: names })
        : problem('NO_PARAMETERS', { key: quoted });
      return at(`params.${ENVIRONMENT_NAME.test(key) ? key : '?'}`, unknown);
    });
}
