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
  /** Whether lines have the numbers that the server gives them: not behind a gap of unknown length. */
  readonly hasExactNumbers: boolean;
  /** Whether anything on stderr was received. */
  readonly hasStderr: boolean;
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
  private readonly open: Record<LogStream, OpenLine | undefined> = {
    stdout: undefined,
    stderr: undefined,
  };
  private readonly styles: Record<LogStream, string> = { stdout: '', stderr: '' };
  private characters = 0;
  private dropped = 0;
  private hasGap = false;
  private hasStderr = false;

  constructor(private readonly limits: LogLimits = defaultLimits) {}

  snapshot(): LogSnapshot {
    const openNumbers = Object.values(this.open).map((open) => open?.number ?? Infinity);
    return {
      lines: this.kept.slice(),
      droppedLines: this.dropped,
      firstOpenIndex: Math.min(this.nextNumber, ...openNumbers) - 1 - this.dropped,
      hasExactNumbers: this.hasExactNumbers,
      hasStderr: this.hasStderr,
    };
  }

  /** As in `LogSnapshot`. */
  get hasExactNumbers(): boolean {
    return !this.hasGap;
  }

  /** Begins with a later line: the ones before count as no longer kept. To be called while nothing is kept. */
  startAt(number: number): void {
    this.dropped = number - 1;
  }

  append(event: LogEvent): void {
    const { stream, at, text } = event;
    this.hasStderr ||= stream === 'stderr';
    for (let start = 0; start < text.length;) {
      const lineEnd = text.indexOf('\n', start);
      const end = lineEnd < 0 ? text.length : lineEnd;
      const piece = text.slice(start, end);
      // Nearly every line of a flood comes whole: it is made once and never changed.
      if (lineEnd >= 0 && !this.open[stream]) this.addWhole(stream, at, piece);
      else this.addPiece(event, piece, lineEnd >= 0);
      start = end + 1;
    }
    this.dropOldest();
  }

  /** Marks a place where the server left out `bytes` for a reader that was too slow. */
  appendSkipped(bytes: number): void {
    for (const stream of ['stdout', 'stderr'] as const) this.close(stream);
    this.hasGap = true;
    this.push('skipped', null, String(bytes), '');
    this.dropOldest();
  }

  /** Forgets everything, for a log that is read again from its start. */
  clear(): void {
    this.kept.length = 0;
    this.characters = 0;
    this.dropped = 0;
    this.hasGap = false;
    this.hasStderr = false;
    this.styles.stdout = this.styles.stderr = '';
    this.open.stdout = this.open.stderr = undefined;
  }

  private get nextNumber(): number {
    return this.dropped + this.kept.length + 1;
  }

  private addWhole(stream: LogStream, at: string | null, piece: string): void {
    const visible = piece.endsWith('\r') ? piece.slice(0, -1) : piece;
    const text = visible.slice(visible.lastIndexOf('\r') + 1);
    const style = this.styles[stream];
    this.push(stream, at, text, style);
    this.styles[stream] = styleAfter(style, text);
  }

  /** Adds one piece without line breaks to the stream's open line, and ends the line when told. */
  private addPiece({ stream, at }: LogEvent, piece: string, endsLine: boolean): void {
    const open = this.open[stream] ?? this.openLine(stream, at);
    const line = this.kept[open.number - 1 - this.dropped];
    const returnsAtEnd = piece.endsWith('\r');
    const visible = returnsAtEnd ? piece.slice(0, -1) : piece;
    if (line && visible !== '') {
      const lastReturn = visible.lastIndexOf('\r');
      const replaces = lastReturn >= 0 || open.hasReturned;
      this.setText(line, replaces ? visible.slice(lastReturn + 1) : line.text + visible, replaces);
    }
    open.hasReturned = returnsAtEnd || (open.hasReturned && visible === '');
    if (endsLine) this.close(stream);
  }

  private openLine(stream: LogStream, at: string | null): OpenLine {
    const open = { number: this.nextNumber, hasReturned: false };
    this.push(stream, at, '', this.styles[stream]);
    this.open[stream] = open;
    return open;
  }

  private close(stream: LogStream): void {
    const open = this.open[stream];
    if (!open) return;
    const line = this.kept[open.number - 1 - this.dropped];
    if (line) this.styles[stream] = styleAfter(line.style, line.text);
    this.open[stream] = undefined;
  }

  private push(kind: LogLine['kind'], at: string | null, text: string, style: string): void {
    const shown = text.slice(0, this.limits.lineCharacters);
    const hiddenCharacters = text.length - shown.length;
    this.kept.push({
      number: this.nextNumber,
      hasExactNumber: this.hasExactNumbers,
      ...{ kind, at, text: shown, style, hiddenCharacters },
    });
    this.characters += shown.length;
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
      if ((this.open[stream]?.number ?? Infinity) <= this.dropped) this.open[stream] = undefined;
    }
  }
}
