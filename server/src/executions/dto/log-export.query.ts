import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsEnum, IsOptional } from 'class-validator';
import { booleanText } from '../../shared/http/boolean-text.js';
import { PrintedStreamName } from './log-range.dto.js';

/** How a log is exported. */
export class LogExportQuery {
  /** Whether each line begins with the time it was printed, ISO 8601 UTC. Default: false. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  timestamps?: boolean;

  /** Whether each line says `[stdout]` or `[stderr]`, behind the time. Default: false. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  tags?: boolean;

  /** Default: both, merged in the order they were printed. */
  @IsOptional()
  @ApiProperty({ enum: PrintedStreamName, enumName: 'PrintedStreamName', required: false })
  @IsEnum(PrintedStreamName)
  stream?: PrintedStreamName;
}
