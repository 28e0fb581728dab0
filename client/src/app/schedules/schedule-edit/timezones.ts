import type { AbstractControl, ValidationErrors } from '@angular/forms';

const known: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
const shownAtOnce = 25;

/** IANA name of the zone this browser is in. */
export function ownTimezone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
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

/** Zones whose name contains what was typed, `new york` as well as `new_york`; those of the region for a whole name. */
export function matchingTimezones(typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  const isWhole = known.some((name) => name.toLowerCase() === wanted);
  const part = isWhole ? wanted.replace(/\/.*/, '/') : wanted;
  return known.filter((name) => name.toLowerCase().includes(part)).slice(0, shownAtOnce);
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
