import { ApiProperty } from '@nestjs/swagger';
import {
  IsArray,
  IsEnum,
  IsOptional,
  IsString,
  Length,
  ArrayMaxSize,
  ValidateNested,
} from 'class-validator';
import { NoControlCharacters } from '../../shared/http/clean-text.js';
import { trim } from '../../shared/http/trim.js';
import { FromJsonText } from '../../shared/http/json-text.js';
import { ScriptType } from '../script-type.js';
import { FieldProblemDto } from '../../shared/errors/error.dto.js';

/** What is done with one script of an import. */
export enum ImportAction {
  /** Under its own name; refused when that is taken. */
  Create = 'create',
  /** Under another name. */
  Rename = 'rename',
  /** As a new version of the script that has its name. */
  Replace = 'replace',
  Skip = 'skip',
}

/** What to do with the script at one path. */
export class ImportChoiceDto {
  /** As the preview named it. */
  @IsString()
  @Length(1, 600)
  path: string;

  @ApiProperty({ enum: ImportAction, enumName: 'ImportAction' })
  @IsEnum(ImportAction)
  action: ImportAction;

  /** For `rename`; left out, a free name is found. */
  @IsOptional()
  @trim()
  @IsString()
  @Length(1, 100)
  @NoControlCharacters()
  name?: string;
}

/** Files to import, sent as a form. */
export class ImportScriptsDto {
  /** Decisions as JSON text; scripts without one are created, and skipped when their name is taken. */
  @IsOptional()
  @ApiProperty({ type: String, required: false })
  @FromJsonText(ImportChoiceDto)
  @IsArray({ message: 'choices must be a list as JSON text.' })
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  choices?: ImportChoiceDto[];

  /** Zips and files that end in .py, .js or .mjs. */
  @IsOptional()
  @ApiProperty({ type: 'array', items: { type: 'string', format: 'binary' } })
  files?: unknown;
}

/** A script of an upload, before anything is made of it. */
export class ImportCandidateDto {
  /** Where it stands in the upload. */
  path: string;
  name: string;
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType', nullable: true })
  type: ScriptType | null;
  /** Lines of code. */
  lines: number;
  /** The script that has this name already; null when it is free. */
  @ApiProperty({ type: 'integer', nullable: true })
  conflict_id: number | null;
  /** A name that is free, for `rename`. */
  free_name: string;
  /** Why it cannot be imported; empty when it can. */
  problems: FieldProblemDto[];
}

export class ImportPreviewDto {
  items: ImportCandidateDto[];
  /** Paths of files that are no scripts and are left out. */
  ignored: string[];
}

/** How one script of an import ended. */
export enum ImportResult {
  Created = 'created',
  Replaced = 'replaced',
  Skipped = 'skipped',
  Failed = 'failed',
}

export class ImportOutcomeDto {
  path: string;
  name: string;
  @ApiProperty({ enum: ImportResult, enumName: 'ImportResult' })
  result: ImportResult;
  /** The script that was made or changed. */
  @ApiProperty({ type: 'integer', nullable: true })
  script_id: number | null;
  /** Why it was not imported. */
  problems: FieldProblemDto[];
}

export class ImportOutcomesDto {
  items: ImportOutcomeDto[];
}
