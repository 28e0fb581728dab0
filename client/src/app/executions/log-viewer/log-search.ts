import type { LogSnapshot } from './log-buffer';
import { plainText, type LogLine } from './log-line';

/**
 * Finds the lines that contain a text, upper and lower case alike.
 *
 * Remembers its last answer: while a log only grows, a new look reads the new lines only.
 */
export class LogSearch {
  private query = '';
  private hits: number[] = [];
  /** The newest line that was read and can no longer change. */
  private lastRead: LogLine | null = null;

  /** @returns the numbers of the lines found, in order; none for an empty query */
  find(query: string, log: LogSnapshot): readonly number[] {
    const wanted = query.toLowerCase();
    const from = wanted === this.query ? this.firstUnread(log) : 0;
    const firstUnreadNumber = log.droppedLines + from + 1;
    const found =
      from === 0
        ? []
        : this.hits.filter((number) => number > log.droppedLines && number < firstUnreadNumber);
    if (wanted !== '') {
      for (let index = from; index < log.lines.length; index++) {
        const line = log.lines[index];
        if (line && plainText(line.text).toLowerCase().includes(wanted)) found.push(line.number);
      }
    }
    this.query = wanted;
    this.hits = found;
    this.lastRead = log.lines[log.firstOpenIndex - 1] ?? null;
    return found;
  }

  /** 0 when the last line read is gone or another: then the log was cleared or shifted far. */
  private firstUnread(log: LogSnapshot): number {
    if (!this.lastRead) return 0;
    const index = this.lastRead.number - 1 - log.droppedLines;
    return log.lines[index] === this.lastRead ? index + 1 : 0;
  }
}
