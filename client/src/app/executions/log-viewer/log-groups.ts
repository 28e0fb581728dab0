import { countFirst } from './in-order';
import type { LogLine } from './log-line';

/** Lines of a log that a script has put under a title. */
export interface LogGroup {
  /** Number of the line that begins it, and holds the title. */
  readonly first: number;
  /** Number of its last line, the mark of its end included; infinite while nothing has ended it. */
  readonly last: number;
  /** Lines between its marks; null while nothing has ended it. */
  readonly size: number | null;
  /** Empty when the script gave none. */
  readonly title: string;
  readonly isFolded: boolean;
}

const beginning = '::group::';
const ending = /^::endgroup::\s*$/;

/** @returns the title of the group that a line begins; null for any other line */
export function titleOf({ text }: LogLine): string | null {
  return text.startsWith(beginning) ? text.slice(beginning.length).trim() : null;
}

export function endsGroup({ text }: LogLine): boolean {
  return text.startsWith('::') && ending.test(text);
}

/** The group to which a line belongs, be it its first or its last one. @param groups in the order of the log */
export function groupOf(groups: readonly LogGroup[], line: number): LogGroup | null {
  const group = groups[countFirst(groups, ({ first }) => first <= line) - 1];
  return group && line <= group.last ? group : null;
}
