/** One field of a cron expression: its name in messages, and what it may hold. */
interface CronField {
  name: string;
  allowed: string;
}

const FIELDS: readonly CronField[] = [
  { name: 'second', allowed: '0-59' },
  { name: 'minute', allowed: '0-59' },
  { name: 'hour', allowed: '0-23' },
  {
    name: 'day of the month',
    allowed: '1-31, L (the last day) or 15W (the working day nearest the 15th)',
  },
  { name: 'month', allowed: '1-12 or JAN-DEC' },
  {
    name: 'day of the week',
    allowed: '0-7 (0 and 7 are Sunday), SUN-SAT, 5L (the last Friday) or 1#2 (the second Monday)',
  },
];

/** Nicknames as in Vixie cron; `@reboot` is no time and so not among them. */
const NICKNAMES = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * What is wrong with a cron expression that the parser refuses, in a sentence that names the field.
 * @param text single spaces between the fields, none around
 * @param isAccepted whether the parser takes an expression of six fields
 */
export function cronProblem(text: string, isAccepted: (expression: string) => boolean): string {
  if (text.startsWith('@')) return `"${text}" is not known. Use one of ${NICKNAMES.join(', ')}.`;
  const parts = text.split(' ');
  if (parts.length !== 5 && parts.length !== 6) {
    return `A cron expression has five fields (minute, hour, day of the month, month, day of the week), or six with seconds first; this one has ${text ? parts.length : 0}.`;
  }
  const values = parts.length === 5 ? ['0', ...parts] : parts;
  const wrong = FIELDS.findIndex((_, index) => !isAccepted(onlyField(index, values[index] ?? '')));
  const field = FIELDS[wrong];
  if (!field) return `"${text}" is not a cron expression.`;
  return `The ${field.name} "${values[wrong]}" is not valid. Use ${field.allowed}; also *, lists (1,3), ranges (1-5) and steps (*/2, 1-5/2).`;
}

/** An expression in which one field is as given and no other can be at fault. */
function onlyField(index: number, value: string): string {
  return FIELDS.map((_, other) => (other === index ? value : '*')).join(' ');
}
