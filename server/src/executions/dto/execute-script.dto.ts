import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import { FromJsonText } from '../../shared/http/json-text.js';

/** What to run a script with. In a multipart body every field is text and `params` is JSON text. */
export class ExecuteScriptDto {
  /** Values by parameter key; defaults are applied to what is left out. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @FromJsonText()
  @IsObject({ message: 'params must be a JSON object of values by parameter key.' })
  params?: Record<string, unknown>;

  /** Number of the version to run. Default: the current one. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  version?: number;

  /** Wall time it may take, in seconds. Default: the script's, else the server's. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_000_000)
  timeout_seconds?: number;

  /** Whether the script can be given input while it runs. Default: its input is empty. */
  @IsOptional()
  @ApiPropertyOptional({ type: Boolean })
  @FromJsonText()
  @IsBoolean({ message: 'interactive must be true or false.' })
  interactive?: boolean;
}
