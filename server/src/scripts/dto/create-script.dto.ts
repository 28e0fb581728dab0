import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEnum,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { NoControlCharacters, NoNul } from '../../shared/http/clean-text.js';
import { FromJsonText } from '../../shared/http/json-text.js';
import { trim } from '../../shared/http/trim.js';
import { ParameterDefinitionDto } from '../parameters/parameter-definition.dto.js';
import { ScriptType } from '../script-type.js';
import { IsCategory, IsTag, NormalCategory, NormalTags } from './labels.js';
import { ScriptLimitsDto } from './script-limits.dto.js';
import { FromRequirementText } from './requirement-list.js';
import { saying } from '../../shared/errors/validation.js';
import { problem } from '../../shared/problems/problem.js';

/** Code is stored in rows and sent to the browser whole: 1 MiB is far above any script written by hand. */
export const MAX_CODE_LENGTH = 1_048_576;

/** A new script; it becomes version 1. */
export class CreateScriptDto {
  /** Unique among all scripts. */
  @trim()
  @IsString()
  @Length(1, 100)
  @NoControlCharacters()
  name: string;

  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  @NoNul()
  description?: string;

  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType' })
  @IsEnum(ScriptType)
  type: ScriptType;

  @IsString()
  @Length(1, MAX_CODE_LENGTH)
  @NoNul()
  code: string;

  /** Requirements, e.g. `requests==2.32.*` or `lodash@^4`; also accepted as comma- or line-separated text. */
  @IsOptional()
  @ApiProperty({ type: [String], required: false })
  @FromRequirementText()
  @IsArray()
  @ArrayMaxSize(200)
  @Length(1, 300, { each: true })
  dependencies?: string[];

  /** Inputs of the script; also accepted as JSON text. */
  @IsOptional()
  @FromJsonText(ParameterDefinitionDto)
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  parameters?: ParameterDefinitionDto[];

  /** Words to find it by; kept in lower case, each once. */
  @IsOptional()
  @ApiProperty({ type: [String], required: false })
  @NormalTags()
  @IsArray()
  @ArrayMaxSize(50)
  @IsTag({ each: true })
  tags?: string[];

  /** Folder in the list, a path of up to five names such as `reports/daily`; null or empty = in none. */
  @IsOptional()
  @ApiProperty({ type: String, nullable: true, required: false, maxLength: 100 })
  @NormalCategory()
  @IsCategory()
  category?: string | null;

  /** Whether the team marked it. */
  @IsOptional()
  @IsBoolean()
  favourite?: boolean;

  /** Wall time of a run, in seconds; null = the server's default. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2_000_000)
  timeout_seconds?: number | null;

  /** Runs of this script at the same time; null = no limit of its own, 1 = one after the other. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  concurrency_limit?: number | null;

  /** The interpreter that runs it; null = the default of its language. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  interpreter_id?: number | null;

  /** Days that ended runs are kept; null = the server's default, 0 = no limit. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(36_500)
  retention_days?: number | null;

  /** Ended runs that are kept, and as many runs of drafts; null = the server's default, 0 = no limit. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  retention_runs?: number | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => ScriptLimitsDto)
  limits?: ScriptLimitsDto;

  /** Whether its runs may use the network; null = the server's default. Without a sandbox a run that must not fails. */
  @IsOptional()
  @IsBoolean()
  network?: boolean | null;

  /** Absolute paths of folders that its runs may read; an administrator allows them with READABLE_FOLDERS. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @MaxLength(1_000, { each: true })
  @Matches(/^\/(?!.*(^|\/)\.\.?(\/|$))[^\0\r\n]*$/, {
    each: true,
    ...saying(problem('FOLDER_MALFORMED')),
  })
  readable_folders?: string[];
}
