import type { AbstractControl, ValidationErrors } from '@angular/forms';

const known: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
const shownAtOnce = 50;

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

/** Zones whose name contains what was typed, `new york` as well as `new_york`; all for a whole name. */
export function matchingTimezones(typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  if (known.some((name) => name.toLowerCase() === wanted)) return known;
  return known.filter((name) => name.toLowerCase().includes(wanted)).slice(0, shownAtOnce);
}

export function timezoneValidator({ value }: AbstractControl<string>): ValidationErrors | null {
  return isTimezone(value) ? null : { timezone: true };
}
