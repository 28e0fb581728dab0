import type { LogSnapshot } from './log-buffer';
import type { LineRange } from './line-range';
import { plainText, type LogLine } from './log-line';
import { snapshotOf } from './log-window';
import type { WholeLog } from './whole-log';

/** What the server answers at most at once, and what is asked of it at most. */
const pageLines = 1_000;
const mostPages = 100;

/** What a clipboard, and the program it is pasted into, take without a pause: a few seconds' worth at most. */
const mostCharacters = 5_000_000;

export const wholeRange: LineRange = { first: 1, last: Infinity };

/**
 * The text of lines as a person reads it, read from the server unless `log` has all of it.
 * @returns null when it is too long, or holds a line that is shown in part only
 * @throws when the server does not answer
 */
export async function textOf(
  range: LineRange,
  log: LogSnapshot,
  whole: WholeLog,
): Promise<string | null> {
  const texts: string[] = [];
  let room = mostCharacters;
  for await (const lines of partsOf(range, log, whole)) {
    for (const { text, hiddenCharacters } of lines) {
      room -= text.length + 1;
      if (room < 0 || hiddenCharacters > 0) return null;
      texts.push(plainText(text));
    }
    if (texts.length > pageLines * mostPages) return null;
  }
  return texts.join('\n');
}

async function* partsOf(
  { first, last }: LineRange,
  log: LogSnapshot,
  whole: WholeLog,
): AsyncGenerator<readonly LogLine[]> {
  const { lines, droppedLines, hasExactNumbers } = log;
  if (hasExactNumbers && first > droppedLines) {
    yield lines.slice(first - 1 - droppedLines, last - droppedLines);
    return;
  }
  for (let next: number | null = first; next !== null && next <= last;) {
    const page = await whole.read(next, Math.min(pageLines, last - next + 1));
    yield snapshotOf(page.lines).lines;
    next = page.next_line;
  }
}
