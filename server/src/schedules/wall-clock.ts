/** What the clocks of a zone show at an instant. */
export interface WallClock {
  /** @example 2026-03-29 03:00:00 */
  local: string;
  /** Offset from UTC. @example +08:00 */
  offset: string;
}

/** Reads the clocks of a time zone. @param timezone IANA name */
export function wallClock(timezone: string): (instant: Date) => WallClock {
  // Swedish is the locale of CLDR that writes dates as ISO 8601 does
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const offset = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    timeZoneName: 'longOffset',
  });
  return (instant) => {
    const name =
      offset.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return { local: local.format(instant), offset: name.replace('GMT', '') || '+00:00' };
  };
}
