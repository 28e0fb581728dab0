import { problem, type Problem } from '../shared/problems/problem.js';

/** What to say about a field of a cron expression of six fields, in their order. */
const FIELD_PROBLEMS = [
  'CRON_SECOND',
  'CRON_MINUTE',
  'CRON_HOUR',
  'CRON_DAY_OF_MONTH',
  'CRON_MONTH',
  'CRON_DAY_OF_WEEK',
] as const;

/** Nicknames as in Vixie cron; `@reboot` is no time and so not among them. */
const NICKNAMES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * What is wrong with a cron expression that the parser refuses; names the field.
 * @param text single spaces between the fields, none around
 * @param isAccepted whether the parser takes an expression of six fields
 */
export function cronProblem(text: string, isAccepted: (expression: string) => boolean): Problem {
  if (text.startsWith('@'))
    return problem('CRON_NICKNAME_UNKNOWN', { text, known: NICKNAMES.join(', ') });
  const parts = text.split(' ');
  if (parts.length !== 5 && parts.length !== 6)
    return problem('CRON_FIELD_COUNT', { count: text ? parts.length : 0 });
  const values = parts.length === 5 ? ['0', ...parts] : parts;
  const wrong = values.findIndex((value, index) => !isAccepted(onlyField(index, value)));
  const code = FIELD_PROBLEMS[wrong];
  return code
    ? problem(code, { value: values[wrong] ?? '' })
    : problem('CRON_UNREADABLE', { text });
}

/** An expression in which one field is as given and no other can be at fault. */
function onlyField(index: number, value: string): string {
  return FIELD_PROBLEMS.map((_, other) => (other === index ? value : '*')).join(' ');
}
