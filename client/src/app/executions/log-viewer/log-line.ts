/** The two streams a script writes to. */
export type LogStream = 'stdout' | 'stderr';

/** A piece of a log as it arrives: any number of bytes, cut anywhere. */
export interface LogEvent {
  readonly stream: LogStream;
  /** Byte offset of `text` inside its stream. */
  readonly offset: number;
  readonly text: string;
  /** When it was written, ISO 8601 UTC; null when unknown. */
  readonly at: string | null;
}

/** One row of the viewer. */
export interface LogLine {
  /** Position in the whole log, counted from 1; stays the same when older lines are dropped. */
  readonly number: number;
  /** Whether the server gives it that number too: behind a gap of unknown length nobody knows it. */
  readonly hasExactNumber: boolean;
  readonly kind: LogStream | 'skipped';
  readonly at: string | null;
  /** The text without its line break; may hold ANSI sequences. */
  readonly text: string;
  /** ANSI sequences still active from earlier lines of the same stream. */
  readonly style: string;
  /** Characters left out of `text` because the line is too long to show. */
  readonly hiddenCharacters: number;
}

const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
const colourSequence = /\u001b\[([\d;:]*)m/g;

/** Characters of colour sequences a line may carry over: more than any sane combination. */
const maximumStyleLength = 200;

/** The text a person reads: without ANSI escape sequences (ECMA-48 CSI and OSC). */
export function plainText(text: string): string {
  return text.includes('\u001b') ? text.replace(escapeSequence, '') : text;
}

/** The colour sequences still active after `text`, given those active before it. */
export function styleAfter(style: string, text: string): string {
  const last = text.lastIndexOf('\u001b');
  if (last < 0) return style;
  if (text.startsWith('[0m', last + 1)) return '';
  let active = style;
  for (const [sequence, parameters] of text.matchAll(colourSequence)) {
    const resets = parameters === '' || /^0+(?:[;:]|$)/.test(parameters ?? '');
    active = resets ? '' : active;
    if (!resets || /[1-9]/.test(parameters ?? '')) active += sequence;
  }
  // A script that never resets must not make every line carry its whole history.
  return active.slice(-maximumStyleLength);
}
