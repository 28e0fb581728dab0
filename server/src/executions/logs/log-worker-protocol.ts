import type { LogStream } from '../../runner/run.types.js';

/** Whose lines are counted: those of one stream, or of both in the order in which they began. */
export type LogView = 'merged' | LogStream;

/** A log as a worker opens it. */
export interface LogReference {
  /** Absolute path of the run's control folder. */
  readonly control: string;
  /** Whether nothing more will be written: then what the timeline does not cover belongs to the log too. */
  readonly isComplete: boolean;
}

export interface LinesRequest extends LogReference {
  readonly view: LogView;
  /** First line, counted from 1; a negative one counts from the end: -1 is the last line. */
  readonly line: number;
  readonly limit: number;
}

/** One line as its file has it, without its line break. */
export interface ReadLine {
  readonly number: number;
  readonly stream: LogStream;
  /** When its first byte was seen, in milliseconds since the epoch. */
  readonly atMs: number;
  /** First byte in the stream's log. */
  readonly offset: number;
  /** Bytes of the whole line. */
  readonly bytes: number;
  /** Decoded as UTF-8; the beginning of a very long line. */
  readonly text: string;
}

export interface LinesResult {
  readonly lines: ReadLine[];
  /** Lines of the view that the log has now. */
  readonly total: number;
}

/** Places in a log, a row of `LogPlace` each, and the place where they end. */
export interface IndexRows {
  readonly rows: Float64Array;
  readonly end: Float64Array;
}

/** Where the end of a log begins, at the start of a line. */
export interface LogTail {
  readonly line: number;
  readonly stdout: number;
  readonly stderr: number;
}

export interface ExportRequest extends LogReference {
  readonly view: LogView;
  readonly hasTimestamps: boolean;
  readonly hasTags: boolean;
}

export interface SearchRequest {
  readonly control: string;
  readonly index: IndexRows;
  /** How lines are numbered. */
  readonly view: LogView;
  /** Whose lines are searched: all that are numbered, or those of one stream among them. */
  readonly searched: LogView;
  /** Source of a regular expression that is matched with each line. */
  readonly pattern: string;
  /** Whether the pattern cannot match a line break, so that many lines are looked at in one go. */
  readonly isLiteral: boolean;
  readonly isCaseSensitive: boolean;
  readonly fromLine: number;
  /** Most hits that are answered. */
  readonly limit: number;
  /** Whether to go on behind them to count the rest. */
  readonly isCounting: boolean;
  /** After this the search stops at the next chance, in milliseconds. */
  readonly withinMs: number;
}

export interface SearchHit {
  readonly number: number;
  readonly stream: LogStream;
  readonly atMs: number;
  /** Start and end of what was found in the visible line, in UTF-16 code units; the first few. */
  readonly columns: [number, number][];
  /** A part of the visible line around the first of them. */
  readonly text: string;
  /** Column of the first character of `text`. */
  readonly textStart: number;
}

export interface SearchResult {
  readonly hits: SearchHit[];
  /** Lines found from `fromLine` on, as far as was looked. */
  readonly found: number;
  /** Where the next hit is, or where to go on looking; null when there is nothing more. */
  readonly nextLine: number | null;
  /** Whether everything was looked at. */
  readonly isThorough: boolean;
}

/** What a log worker can be asked. */
export interface LogWorkerOperations {
  lines(request: LinesRequest): LinesResult;
  index(request: LogReference): IndexRows;
  /** @returns null when the log is not longer */
  tail(request: LogReference & { bytes: number }): LogTail | null;
  openExport(request: ExportRequest): number;
  /** @returns null at the end */
  readExport(id: number): Uint8Array | null;
  closeExport(id: number): void;
  search(request: SearchRequest): SearchResult;
}

export type LogWorkerCall = {
  [Name in keyof LogWorkerOperations]: {
    readonly call: number;
    readonly operation: Name;
    readonly input: Parameters<LogWorkerOperations[Name]>[0];
  };
}[keyof LogWorkerOperations];

export interface LogWorkerAnswer {
  readonly call: number;
  readonly output?: unknown;
  readonly failure?: { readonly name: string; readonly message: string };
}
