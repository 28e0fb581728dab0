import { styleAfter, type LogEvent, type LogLine, type LogStream } from './log-line';

/** What a browser tab may keep of one log. */
export interface LogLimits {
  readonly lines: number;
  /** Characters over all lines, as JavaScript counts them. */
  readonly characters: number;
  /** Characters shown of one line. */
  readonly lineCharacters: number;
}

const defaultLimits: LogLimits = {
  lines: 200_000,
  characters: 50_000_000,
  lineCharacters: 20_000,
};

/** What a reader sees of a log at one moment; never changes. */
export interface LogSnapshot {
  /** The kept lines, oldest first. */
  readonly lines: readonly LogLine[];
  /** Lines that were received and are no longer kept. */
  readonly droppedLines: number;
  /** Index in `lines` from which a line may still change; `lines.length` when all are complete. */
  readonly firstOpenIndex: number;
}

/** A line that has no line break yet, and what a carriage return did to it. */
interface OpenLine {
  readonly number: number;
  /** Whether the last character was `\r`: a following `\n` ends the line, anything else overwrites it. */
  hasReturned: boolean;
}

/**
 * The lines of a log, made from pieces in order of arrival.
 *
 * A line stands where its first character arrived, also when the other stream writes in between.
 * Text after a carriage return replaces the line, as a progress bar expects. When a limit is
 * reached the oldest lines go, and `droppedLines` says how many.
 */
export class LogBuffer {
  private readonly kept: LogLine[] = [];
  private readonly open: Partial<Record<LogStream, OpenLine>> = {};
  private readonly styles: Record<LogStream, string> = { stdout: '', stderr: '' };
  private characters = 0;
  private dropped = 0;

  constructor(private readonly limits: LogLimits = defaultLimits) {}

  snapshot(): LogSnapshot {
    const openNumbers = Object.values(this.open).map((open) => open.number);
    return {
      lines: this.kept.slice(),
      droppedLines: this.dropped,
      firstOpenIndex: Math.min(this.nextNumber, ...openNumbers) - 1 - this.dropped,
    };
  }

  append(event: LogEvent): void {
    let start = 0;
    while (start < event.text.length) {
      const lineEnd = event.text.indexOf('\n', start);
      const end = lineEnd < 0 ? event.text.length : lineEnd;
      this.write(event, event.text.slice(start, end), lineEnd >= 0);
      start = end + 1;
    }
    this.dropOldest();
  }

  /** Marks a place where the server left out `bytes` for a reader that was too slow. */
  appendSkipped(bytes: number): void {
    for (const stream of ['stdout', 'stderr'] as const) this.close(stream);
    this.push({ kind: 'skipped', at: null, text: String(bytes), style: '' });
    this.dropOldest();
  }

  /** Forgets everything, for a log that is read again from its start. */
  clear(): void {
    this.kept.length = 0;
    this.characters = 0;
    this.dropped = 0;
    this.styles.stdout = this.styles.stderr = '';
    delete this.open.stdout;
    delete this.open.stderr;
  }

  private get nextNumber(): number {
    return this.dropped + this.kept.length + 1;
  }

  /** Adds one piece without line breaks to the stream's open line, and ends the line when told. */
  private write(event: LogEvent, piece: string, endsLine: boolean): void {
    const open = this.open[event.stream] ?? this.openLine(event);
    const line = this.kept[open.number - 1 - this.dropped];
    const returnsAtEnd = piece.endsWith('\r');
    const visible = returnsAtEnd ? piece.slice(0, -1) : piece;
    if (line && (visible !== '' || !endsLine)) {
      const lastReturn = visible.lastIndexOf('\r');
      const replaces = lastReturn >= 0 || (open.hasReturned && visible !== '');
      this.setText(line, replaces ? visible.slice(lastReturn + 1) : line.text + visible, replaces);
    }
    open.hasReturned = returnsAtEnd || (open.hasReturned && visible === '');
    if (endsLine) this.close(event.stream);
  }

  private openLine(event: LogEvent): OpenLine {
    const open = { number: this.nextNumber, hasReturned: false };
    this.push({ kind: event.stream, at: event.at, text: '', style: this.styles[event.stream] });
    this.open[event.stream] = open;
    return open;
  }

  private close(stream: LogStream): void {
    const open = this.open[stream];
    if (!open) return;
    const line = this.kept[open.number - 1 - this.dropped];
    if (line) this.styles[stream] = styleAfter(line.style, line.text);
    delete this.open[stream];
  }

  private push(line: Omit<LogLine, 'number' | 'hiddenCharacters'>): void {
    this.kept.push({ ...line, number: this.nextNumber, hiddenCharacters: 0 });
    this.characters += line.text.length;
  }

  /** Lines are replaced, never changed in place: a row on screen sees a new object. */
  private setText(line: LogLine, text: string, replaces: boolean): void {
    const shown = text.slice(0, this.limits.lineCharacters);
    const hidden = text.length - shown.length;
    this.characters += shown.length - line.text.length;
    this.kept[line.number - 1 - this.dropped] = {
      ...line,
      text: shown,
      hiddenCharacters: replaces ? hidden : line.hiddenCharacters + hidden,
    };
  }

  private dropOldest(): void {
    const { lines, characters } = this.limits;
    if (this.kept.length <= lines && this.characters <= characters) return;
    // A tenth more than needed, so that a full buffer is not shifted for every new line.
    let count = Math.max(0, this.kept.length - Math.floor(lines * 0.9));
    let remaining = this.characters;
    for (let index = 0; index < this.kept.length - 1; index++) {
      if (index >= count && remaining <= characters * 0.9) break;
      remaining -= this.kept[index]?.text.length ?? 0;
      count = Math.max(count, index + 1);
    }
    this.kept.splice(0, count);
    this.dropped += count;
    this.characters = remaining;
    for (const stream of ['stdout', 'stderr'] as const) {
      if ((this.open[stream]?.number ?? Infinity) <= this.dropped) delete this.open[stream];
    }
  }
}
