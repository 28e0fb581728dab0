import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsEnum, IsInt, IsOptional, Max, Min, NotEquals } from 'class-validator';
import { booleanText } from '../../shared/http/boolean-text.js';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

export enum LogStreamName {
  Stdout = 'stdout',
  Stderr = 'stderr',
  /** What was installed before the run began; empty unless something had to be. */
  Install = 'install',
}

/** What a script prints on; their lines are counted. */
export enum PrintedStreamName {
  Stdout = 'stdout',
  Stderr = 'stderr',
}

/** Which part of a log: bytes (`offset`, `limit`) or lines (`line`, `lines`). */
export class LogRangeQuery {
  /**
   * Default for bytes: `stdout`; for lines both streams, merged in the order they were printed; with `Accept: text/plain`
   * all: what was installed first, then both. The lines of one stream are counted by themselves.
   */
  @IsOptional()
  @ApiProperty({ enum: LogStreamName, enumName: 'LogStreamName', required: false })
  @IsEnum(LogStreamName)
  stream?: LogStreamName;

  /** First byte; a negative one counts from the end. Default: 0. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  offset?: number;

  /** Most bytes. Default: 65 536; with `Accept: text/plain` everything. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  @Max(4_194_304)
  limit?: number;

  /** First line, counted from 1; a negative one counts from the end: -1 is the last line. Default: 1 when `lines` is given. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @NotEquals(0, { message: 'line counts from 1, or from the end when it is negative.' })
  line?: number;

  /** Most lines. Fewer come when they are long: at most about 4 MiB. Default: 100. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  @Max(1_000)
  lines?: number;

  /** Whether to send the log itself as a file, as `Accept: text/plain` does. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  download?: boolean;
}

/** A part of one stream's log. */
export class LogRangeDto {
  @ApiProperty({ enum: LogStreamName, enumName: 'LogStreamName' })
  stream: LogStreamName;
  /** First byte of `text` in the log. */
  offset: number;
  /** One past the last byte of `text`: the offset to go on from. */
  end: number;
  /** Bytes of the whole log now. */
  size: number;
  /** Decoded as UTF-8, cut at character boundaries. */
  text: string;
}
