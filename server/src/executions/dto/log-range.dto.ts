import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsEnum, IsInt, IsOptional, Max, Min } from 'class-validator';

export enum LogStreamName {
  Stdout = 'stdout',
  Stderr = 'stderr',
  /** What was installed before the run began; empty unless something had to be. */
  Install = 'install',
}

/** Which part of a log. */
export class LogRangeQuery {
  /** Default: `stdout`; with `Accept: text/plain` all: what was installed first, then both streams in the order they were printed. */
  @IsOptional()
  @ApiProperty({ enum: LogStreamName, enumName: 'LogStreamName', required: false })
  @IsEnum(LogStreamName)
  stream?: LogStreamName;

  /** First byte; a negative one counts from the end. Default: 0. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  offset?: number;

  /** Most bytes. Default: 65 536; with `Accept: text/plain` everything. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(4_194_304)
  limit?: number;

  /** Whether to send the log itself as a file, as `Accept: text/plain` does. */
  @IsOptional()
  @Transform(
    ({ value }: { value: unknown }) => ({ true: true, false: false })[String(value)] ?? value,
  )
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
