/** Lines of a log that belong together, both ends included and counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

const pattern = /^(\d{1,12})(?:-(\d{1,12}))?$/;

/** Reads `12` or `10-20`, as it stands in an address. @returns null for anything else */
export function readLineRange(text: unknown): LineRange | null {
  const [, from, to = from] = pattern.exec(String(text)) ?? [];
  const ends = [Number(from), Number(to)];
  const range = { first: Math.min(...ends), last: Math.max(...ends) };
  return range.first > 0 ? range : null;
}

export function lineRangeText({ first, last }: LineRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Which of two texts speaks of these lines: the one with "line" or the one with "lines". */
export function lineRangeForm({ first, last }: LineRange): 'one' | 'many' {
  return first === last ? 'one' : 'many';
}

/** The lines from one already chosen to another, in whichever order they stand. */
export function rangeTo(chosen: LineRange | null, line: number): LineRange {
  const anchor = chosen?.first ?? line;
  return { first: Math.min(anchor, line), last: Math.max(anchor, line) };
}
