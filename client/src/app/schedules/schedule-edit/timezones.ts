import type { AbstractControl, ValidationErrors } from '@angular/forms';
import { CITIES, TODAYS_NAMES } from './timezone-names';

const listed = Intl.supportedValuesOf('timeZone').map(todaysName);
const known: readonly string[] = [...new Set(['UTC', ...listed.sort()])];
const shownAtOnce = 25;
const formerNames = new Map(Object.entries(TODAYS_NAMES).map(([former, name]) => [name, former]));

/** IANA name of the zone this browser is in. */
export function ownTimezone(): string {
  return todaysName(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** What a zone is called today, as far as this browser knows it by that name. */
function todaysName(name: string): string {
  const today = TODAYS_NAMES[name];
  return today !== undefined && isTimezone(today) ? today : name;
}

/** Whether this browser knows the zone, also by an older name such as `Asia/Calcutta`. */
export function isTimezone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Object;
  } catch {
    // RangeError is how Intl says that it does not know a zone.
    return false;
  }
}

/** Zones that are meant by what was typed; those of the region for a whole name. */
export function matchingTimezones(typed: string): readonly string[] {
  const wanted = typed.trim();
  const isWhole = known.some((name) => name.toLowerCase() === wanted.toLowerCase());
  const part = isWhole ? wanted.replace(/\/.*/, '/') : wanted;
  return known.filter((name) => isMeantBy(part, name)).slice(0, shownAtOnce);
}

/** Whether today's or the former name of a zone, or a city in it, contains what was typed; `new york` is `new_york`. */
export function isMeantBy(typed: string, name: string): boolean {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  const words = `${name} ${formerNames.get(name) ?? ''} ${CITIES[name] ?? ''}`;
  return words.toLowerCase().includes(wanted);
}

const offsets = new Map<string, string>();

/** How far the clocks of a zone were from UTC when this was first asked. @example UTC+08:00 */
export function currentOffset(timezone: string): string {
  const known = offsets.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    timeZoneName: 'longOffset',
  });
  const name = format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const offset = name === 'GMT' ? 'UTC+00:00' : name.replace('GMT', 'UTC');
  offsets.set(timezone, offset);
  return offset;
}

export function timezoneValidator({ value }: AbstractControl<string>): ValidationErrors | null {
  return isTimezone(value) ? null : { timezone: true };
}
