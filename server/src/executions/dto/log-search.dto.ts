import { ApiProperty } from '@nestjs/swagger';
import type { SearchHit, SearchResult } from '../logs/log-worker-protocol.js';
import { PrintedStreamName } from './log-range.dto.js';

/** A part of a line, in UTF-16 code units of the line as it is searched. */
export class ColumnRangeDto {
  start: number;
  /** One past the last. */
  end: number;
}

/** A line that was found. */
export class LogHitDto {
  /** Counted from 1 over the log that was searched: of both streams, or of one. */
  number: number;
  @ApiProperty({ enum: PrintedStreamName, enumName: 'PrintedStreamName' })
  stream: PrintedStreamName;
  /** When its first byte was seen. */
  at: Date;
  /** What was found in it: the first twenty places. */
  columns: ColumnRangeDto[];
  /** The line as it is searched, or a part of a long one around the first place: at most 1000 characters. */
  text: string;
  /** Column of the first character of `text`. */
  text_start: number;

  static from({ number, stream, atMs, columns, text, textStart }: SearchHit): LogHitDto {
    return {
      number,
      stream: stream as PrintedStreamName,
      at: new Date(atMs),
      columns: columns.map(([start, end]) => ({ start, end })),
      text,
      text_start: textStart,
    };
  }
}

/** What a search found, in the order of the log. */
export class LogSearchDto {
  hits: LogHitDto[];
  /** Lines found from `from_line` on; at least so many when `is_partial`, null with `count=false`. */
  @ApiProperty({ type: 'integer', nullable: true })
  total: number | null;
  /** Whether there may be hits that were not answered. */
  has_more: boolean;
  /** `from_line` for the next ones; null when there are no more. */
  @ApiProperty({ type: 'integer', nullable: true })
  next_line: number | null;
  /** Whether the time was up before everything was searched. */
  is_partial: boolean;

  static from(
    { hits, found, nextLine, isThorough }: SearchResult,
    isCounted: boolean,
  ): LogSearchDto {
    return {
      hits: hits.map((hit) => LogHitDto.from(hit)),
      total: isCounted ? found : null,
      has_more: nextLine !== null,
      next_line: nextLine,
      is_partial: !isThorough,
    };
  }
}
