import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { FromJsonText } from '../../shared/http/json-text.js';
import { DraftDto } from '../drafts/draft.dto.js';
import { NullAsAbsent } from '../../shared/http/null-as-absent.js';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

/** What to run a script with. In a multipart body every field is text; `params` and `draft` are JSON text. */
export class ExecuteScriptDto {
  /** Values by parameter key; defaults are applied to what is left out. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @FromJsonText()
  @IsObject({ message: 'params must be a JSON object of values by parameter key.' })
  params?: Record<string, unknown>;

  /** Number of the version to run. Default: the current one. */
  @IsOptional()
  @NullAsAbsent()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  version?: number;

  /** Unsaved content to run in place of the version, which it is based on then. Counts for nothing but itself. */
  @IsOptional()
  @FromJsonText(DraftDto)
  @IsObject({ message: 'draft must be a JSON object with the code to run, e.g. {"code": "..."}.' })
  @ValidateNested()
  draft?: DraftDto;

  /** Wall time it may take, in seconds. Default: the script's, else the server's. */
  @IsOptional()
  @NullAsAbsent()
  @wholeNumberText()
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
