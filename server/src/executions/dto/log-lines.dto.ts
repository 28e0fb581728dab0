import { ApiProperty } from '@nestjs/swagger';
import type { LinesResult, ReadLine } from '../logs/log-worker-protocol.js';
import { PrintedStreamName } from './log-range.dto.js';

/** One line of a log. */
export class LogLineDto {
  /** Counted from 1 over the log that was asked for: of both streams, or of one. */
  number: number;
  @ApiProperty({ enum: PrintedStreamName, enumName: 'PrintedStreamName' })
  stream: PrintedStreamName;
  /** When its first byte was seen. */
  at: Date;
  /** First byte in the stream's log. */
  offset: number;
  /** Bytes of the whole line, without its line break. */
  bytes: number;
  /** Decoded as UTF-8, without the line break. Of a longer line the first 16 KiB: byte ranges have the rest. */
  text: string;

  static from({ stream, atMs, ...line }: ReadLine): LogLineDto {
    return { ...line, stream: stream as PrintedStreamName, at: new Date(atMs) };
  }
}

/** Lines of a log, in order. */
export class LogLinesDto {
  lines: LogLineDto[];
  /** Lines of the log now. */
  total_lines: number;
  /** Whether the run is over, so that `total_lines` stays what it is. */
  is_complete: boolean;
  /** Line to go on from; null when there are no more now. */
  @ApiProperty({ type: 'integer', nullable: true })
  next_line: number | null;

  static from({ lines, total }: LinesResult, isComplete: boolean): LogLinesDto {
    const last = lines.at(-1)?.number ?? total;
    return {
      lines: lines.map((line) => LogLineDto.from(line)),
      total_lines: total,
      is_complete: isComplete,
      next_line: last < total ? last + 1 : null,
    };
  }
}
