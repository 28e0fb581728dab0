import type { ParameterDefinitionDto, ParameterType } from '../../api/models';

export const PARAMETER_TYPES: ParameterType[] = [
  'string',
  'text',
  'integer',
  'number',
  'boolean',
  'select',
];

const isText = (type: ParameterType) => type === 'string' || type === 'text';
const isNumeric = (type: ParameterType) => type === 'integer' || type === 'number';

/** Which rules a type has: the server refuses the others. */
export const rulesOf = (type: ParameterType) => ({
  hasLength: isText(type),
  hasRange: isNumeric(type),
  hasOptions: type === 'select',
});

export function newDefinition(): ParameterDefinitionDto {
  return { key: '', type: 'string', required: false };
}

/** The same parameter with another type: rules and a default that the new type cannot have are left out. */
export function withType(
  definition: ParameterDefinitionDto,
  type: ParameterType,
): ParameterDefinitionDto {
  const { key, label, description, required, default_value: given } = definition;
  const { options, min, max, pattern, min_length, max_length } = definition;
  const rules = rulesOf(type);
  const common = { key, label, description, required, type };
  const keepsDefault = isText(type)
    ? typeof given === 'string'
    : isNumeric(type) && typeof given === 'number';
  return withoutEmpty({
    ...common,
    ...(keepsDefault && { default_value: given }),
    ...(rules.hasLength && { pattern, min_length, max_length }),
    ...(rules.hasRange && { min, max }),
    ...(rules.hasOptions && { options }),
  });
}

/** Optional fields that say nothing are left out, so that an emptied field equals one never filled in. */
export function withoutEmpty(definition: ParameterDefinitionDto): ParameterDefinitionDto {
  const { key, type, required, ...optional } = definition;
  const said = Object.entries(optional).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  return { key, type, required, ...Object.fromEntries(said) };
}

/** A typed default as the wire wants it. Text that is no number stays text: the server says what is wrong with it. */
export function parseDefault(
  type: ParameterType,
  text: string,
): string | number | boolean | undefined {
  if (text === '') return undefined;
  if (type === 'boolean') return text === 'true';
  if (isNumeric(type) && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/** A number field's content; undefined when it is empty or no number. */
export function parseNumber(text: string): number | undefined {
  return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
}

/** Where the keys are already known to be wrong before the server is asked. */
export function keyProblem(
  definitions: ParameterDefinitionDto[],
  index: number,
): 'malformedKey' | 'duplicateKey' | null {
  const key = definitions[index]?.key ?? '';
  if (key === '') return null;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return 'malformedKey';
  return definitions.some((other, place) => place < index && other.key === key)
    ? 'duplicateKey'
    : null;
}
