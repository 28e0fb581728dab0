import { isDeepStrictEqual } from 'node:util';

/**
 * The fields that a change would overwrite unseen: it sets them, and somebody gave them another value after they were read.
 * To set what already stands there overwrites nothing.
 * @param base the values as they were read, by the names of the wire; what it does not hold is not compared
 * @param current as the answer would show it now
 */
export function overwrittenFields(change: object, base: object, current: object): string[] {
  const [sent, read, now] = [plain(change), plain(base), plain(current)];
  return Object.keys(read).filter(
    (field) =>
      field in sent &&
      !isDeepStrictEqual(read[field], now[field]) &&
      !isDeepStrictEqual(sent[field], now[field]),
  );
}

/** As it looks on the wire, where an instance of a class equals its plain twin. */
function plain(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}
