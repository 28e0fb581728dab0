import { at, type FieldProblem, problem, type Problem } from '../../shared/problems/problem.js';
import { ENVIRONMENT_NAME, isReservedName } from './environment-name.js';
import { type ParameterDefinitionDto, ParameterType } from './parameter-definition.dto.js';
import { checkValue } from './parameter-value.js';

const isText = (type: ParameterType) =>
  type === ParameterType.String || type === ParameterType.Text;
const isNumeric = (type: ParameterType) =>
  type === ParameterType.Integer || type === ParameterType.Number;

/** A field of a definition and what is wrong with it. */
type Finding = readonly [field: string, what: Problem];

/** What is wrong with a list of definitions beyond the shape of each: names, rules that contradict, defaults that break them. */
export function definitionProblems(definitions: ParameterDefinitionDto[]): FieldProblem[] {
  const seen = new Set<string>();
  let isCostly = false;
  return definitions.flatMap((definition, index) => {
    const { key } = definition;
    const rules = ruleProblems(definition);
    const isTwice = seen.has(key);
    seen.add(key);
    const findings: Finding[] = [
      ...nameProblems(key),
      ...(isTwice ? [['key', problem('PARAMETER_KEY_TWICE', { key })] as const] : []),
      ...rules,
      ...(rules.length || isCostly ? [] : defaultProblems(definition)),
    ];
    // the server does nothing else meanwhile: one such default is enough
    isCostly ||= findings.some(([, { code }]) => code === 'PATTERN_TOO_COSTLY');
    return findings.map(([field, what]) => at(`parameters.${index}.${field}`, what));
  });
}

function nameProblems(key: string): Finding[] {
  if (!ENVIRONMENT_NAME.test(key)) return [['key', problem('PARAMETER_KEY_MALFORMED')]];
  return isReservedName(key) ? [['key', problem('PARAMETER_KEY_RESERVED', { key })]] : [];
}

function ruleProblems(definition: ParameterDefinitionDto): Finding[] {
  const {
    type,
    options,
    min,
    max,
    min_length: shortest,
    max_length: longest,
    pattern,
  } = definition;
  const findings: Finding[] = [];
  const only = (
    whom: 'RULE_OF_SELECT' | 'RULE_OF_NUMBER' | 'RULE_OF_TEXT',
    fits: boolean,
    rules: Record<string, unknown>,
  ) => {
    for (const [rule, value] of Object.entries(rules)) {
      if (value !== undefined && value !== null && !fits)
        findings.push([rule, problem(whom, { rule })]);
    }
  };
  only('RULE_OF_SELECT', type === ParameterType.Select, {
    options: options?.length ? options : undefined,
  });
  only('RULE_OF_NUMBER', isNumeric(type), { min, max });
  only('RULE_OF_TEXT', isText(type), { min_length: shortest, max_length: longest, pattern });
  if (type === ParameterType.Select && !options?.length)
    findings.push(['options', problem('OPTIONS_MISSING')]);
  if (type === ParameterType.Select && new Set(options).size !== (options?.length ?? 0))
    findings.push(['options', problem('OPTION_TWICE')]);
  if (min !== undefined && max !== undefined && min > max)
    findings.push(['max', problem('MAX_BELOW_MIN')]);
  if (shortest !== undefined && longest !== undefined && shortest > longest)
    findings.push(['max_length', problem('MAX_LENGTH_BELOW_MIN_LENGTH')]);
  if (pattern !== undefined && !isRegularExpression(pattern))
    findings.push(['pattern', problem('PATTERN_MALFORMED')]);
  return findings;
}

function defaultProblems(definition: ParameterDefinitionDto): Finding[] {
  const value = definition.default_value;
  if (value === undefined || value === null || value === '') return [];
  const checked = checkValue(definition, value);
  return 'problem' in checked ? [['default_value', checked.problem]] : [];
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
