import {
  FormControl,
  FormGroup,
  Validators,
  type AbstractControl,
  type ValidationErrors,
  type ValidatorFn,
} from '@angular/forms';
import type { ParameterDefinitionDto } from '../../api';
import type { FieldProblem } from '../../shared/errors/api-error';

export type ParameterControl = FormControl<string | boolean>;

/** One control for each parameter, by key. Numbers are text while they are typed. */
export type ParameterGroup = FormGroup<Record<string, ParameterControl>>;

/**
 * The controls of a form that asks for `definitions`.
 * @param values what to begin with, by key; a missing one begins with its default
 */
export function parameterGroup(
  definitions: readonly ParameterDefinitionDto[],
  values: Readonly<Record<string, unknown>> = {},
): ParameterGroup {
  const controls = definitions.map((definition): [string, ParameterControl] => {
    const { key, default_value: initial } = definition;
    const value = (Object.hasOwn(values, key) ? values[key] : undefined) ?? initial ?? '';
    const validators = { nonNullable: true, validators: validatorsOf(definition) } as const;
    const control =
      definition.type === 'boolean'
        ? new FormControl<string | boolean>(value === true || value === 'true', validators)
        : new FormControl<string | boolean>(textOf(value), validators);
    return [key, control];
  });
  return new FormGroup(Object.fromEntries(controls));
}

/** The values to send, typed as their definitions say; what was left empty is left out, and has its default if there is one. */
export function parameterValues(
  definitions: readonly ParameterDefinitionDto[],
  group: ParameterGroup,
): Record<string, string | number | boolean> {
  const values: Record<string, string | number | boolean> = {};
  for (const { key, type } of definitions) {
    const value = group.controls[key]?.value ?? '';
    const isNumeric = type === 'integer' || type === 'number';
    if (value === '' || (isNumeric && String(value).trim() === '')) continue;
    values[key] = isNumeric ? Number(value) : value;
  }
  return values;
}

/** What somebody changed in the form, by key. */
export function editedValues(group: ParameterGroup): Record<string, string | boolean> {
  const edited = Object.entries(group.controls).filter(([, control]) => control.dirty);
  return Object.fromEntries(edited.map(([key, control]) => [key, control.value]));
}

/**
 * Shows what the server refused at the fields it names (`params.KEY`), until they are changed.
 * @returns the problems that belong to no field of the form
 */
export function showProblems(
  group: ParameterGroup,
  problems: readonly FieldProblem[],
): FieldProblem[] {
  return problems.filter((problem) => {
    const { field } = problem;
    const control = field.startsWith('params.') && group.controls[field.slice('params.'.length)];
    if (!control) return true;
    control.setErrors({ server: problem });
    control.markAsTouched();
    return false;
  });
}

/** Whether a run gets a value where none is given. */
export const hasDefault = ({ default_value: value }: ParameterDefinitionDto): boolean =>
  value !== undefined && value !== null && value !== '';

// The asterisk of a field's label looks for this very function.
// eslint-disable-next-line @typescript-eslint/unbound-method
const requiredValidator: ValidatorFn = Validators.required;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function validatorsOf(definition: ParameterDefinitionDto): ValidatorFn[] {
  const { type, required } = definition;
  if (type === 'boolean') return [];
  const validators: ValidatorFn[] = required && !hasDefault(definition) ? [requiredValidator] : [];
  if (type === 'integer' || type === 'number') validators.push(numberValidator(definition));
  if (type === 'string' || type === 'text') validators.push(textValidator(definition));
  return validators;
}

function numberValidator({ type, min, max }: ParameterDefinitionDto): ValidatorFn {
  return ({ value }: AbstractControl<string>): ValidationErrors | null => {
    if (value.trim() === '') return null;
    const number = Number(value);
    if (type === 'integer' && !Number.isSafeInteger(number)) return { integer: true };
    if (!Number.isFinite(number)) return { number: true };
    if (min !== undefined && number < min) return { min };
    if (max !== undefined && number > max) return { max };
    return null;
  };
}

/** Counts characters as the server does: a surrogate pair is one. */
function textValidator(definition: ParameterDefinitionDto): ValidatorFn {
  const { min_length: shortest, max_length: longest, pattern } = definition;
  // The server checked the pattern when the script was saved.
  const expression = pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, 'u');
  return ({ value }: AbstractControl<string>): ValidationErrors | null => {
    if (value === '') return null;
    const length = [...value].length;
    if (shortest !== undefined && length < shortest) return { minLength: shortest };
    if (longest !== undefined && length > longest) return { maxLength: longest };
    return expression && !expression.test(value) ? { pattern } : null;
  };
}
