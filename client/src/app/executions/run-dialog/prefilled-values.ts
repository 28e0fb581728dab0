/** What a value's name begins with in the address, so that no key meets `version` or `from`. */
const PREFIX = 'p.';

/** The values that an address brings along: `?p.CITY=Oslo`. */
export function prefilledValues(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
}

/** The query that opens the form with these values. */
export function prefillingQuery(
  values: Readonly<Record<string, string | number | boolean>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [PREFIX + key, String(value)]),
  );
}
