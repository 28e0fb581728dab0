import { computed, signal } from '@angular/core';
import type { LogLineDto } from '../../api';
import { LogBuffer, type LogSnapshot } from './log-buffer';
import type { WholeLog } from './whole-log';

/** Lines that are read at once, and kept. */
const pageLines = 500;
const keptLines = 2_000;

/** A stretch of a log, without gaps. */
interface Stretch {
  readonly lines: readonly LogLineDto[];
  /** Lines of the whole log, as of the last answer. */
  readonly total: number;
}

/**
 * The part of a log around the place a reader looks at, read from the server in pages as the reader moves. Holds little,
 * however long the log is.
 */
export class LogWindow {
  private readonly stretch = signal<Stretch | null>(null);
  /** Counts what was asked, so that an answer that comes too late is left alone. */
  private request = 0;
  private isReading = false;

  /** What is held; null while the window is closed. */
  readonly snapshot = computed(() => {
    const stretch = this.stretch();
    return stretch && snapshotOf(stretch.lines);
  });
  /** Lines of the whole log, as far as is known; 0 while the window is closed. */
  readonly totalLines = computed(() => this.stretch()?.total ?? 0);
  /** Whether lines follow that are not held. */
  readonly hasMore = computed(() => {
    const stretch = this.stretch();
    return stretch !== null && (stretch.lines.at(-1)?.number ?? 0) < stretch.total;
  });
  /** Whether those can be read without letting go of others. */
  readonly canGrow = computed(
    () => this.hasMore() && (this.stretch()?.lines.length ?? 0) < keptLines,
  );

  constructor(private readonly log: WholeLog) {}

  /**
   * Opens the window around a line; around the last one when there are fewer.
   * @returns the line it is about; null when the log is empty, or another wish came first
   * @throws when the server does not answer
   */
  async show(line: number): Promise<number | null> {
    const request = ++this.request;
    this.isReading = true;
    try {
      let stretch = await this.read(Math.max(1, line - pageLines / 2), pageLines);
      if (stretch.lines.length === 0 && stretch.total > 0)
        stretch = await this.read(-pageLines, pageLines);
      if (request !== this.request) return null;
      const last = stretch.lines.at(-1)?.number;
      // A window onto nothing would hide what is still to come.
      this.stretch.set(last === undefined ? null : stretch);
      return last === undefined ? null : Math.min(line, last);
    } finally {
      if (request === this.request) this.isReading = false;
    }
  }

  /** Reads what comes before, or behind, unless something is being read already. */
  async extend(direction: 'before' | 'behind'): Promise<void> {
    const held = this.stretch();
    const [first, last] = [held?.lines[0]?.number, held?.lines.at(-1)?.number];
    if (!held || this.isReading || first === undefined || last === undefined) return;
    const start = direction === 'before' ? Math.max(1, first - pageLines) : last + 1;
    const count = direction === 'before' ? first - start : pageLines;
    if (count === 0) return;
    const request = ++this.request;
    this.isReading = true;
    try {
      const page = await this.read(start, count);
      if (request !== this.request) return;
      const lines =
        direction === 'before'
          ? [...page.lines, ...held.lines].slice(0, keptLines)
          : [...held.lines, ...page.lines].slice(-keptLines);
      this.stretch.set({ lines, total: page.total });
    } finally {
      if (request === this.request) this.isReading = false;
    }
  }

  /** Lets go of everything. */
  close(): void {
    this.request++;
    this.isReading = false;
    this.stretch.set(null);
  }

  /** Long lines come fewer at once: the rest is asked for. */
  private async read(start: number, count: number): Promise<Stretch> {
    const lines: LogLineDto[] = [];
    for (let line: number | null = start; line !== null && lines.length < count;) {
      const page = await this.log.read(line, count - lines.length);
      lines.push(...page.lines);
      line = page.next_line;
      if (line === null || lines.length >= count || page.lines.length === 0)
        return { lines, total: page.total_lines };
    }
    return { lines, total: 0 };
  }
}

/** The rows of lines that follow each other. */
export function snapshotOf(lines: readonly LogLineDto[]): LogSnapshot {
  const buffer = new LogBuffer();
  buffer.startAt(lines[0]?.number ?? 1);
  for (const { stream, text, at } of lines)
    buffer.append({ stream, text: `${text}\n`, offset: 0, at });
  const snapshot = buffer.snapshot();
  return {
    ...snapshot,
    lines: snapshot.lines.map((line, index) => {
      const hidden = hiddenCharacters(lines[index]);
      return hidden > 0 ? { ...line, hiddenCharacters: hidden } : line;
    }),
  };
}

const encoder = new TextEncoder();

/** The server cuts lines beyond this many bytes; what is left out is counted in bytes too. */
const longLineBytes = 16 * 1024;

function hiddenCharacters(line: LogLineDto | undefined): number {
  if (!line || line.bytes <= longLineBytes) return 0;
  return line.bytes - encoder.encode(line.text).length;
}
