import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsEnum,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { ExecutionStatus } from '../../executions/execution-status.js';
import { PageQuery } from '../../shared/http/page.dto.js';
import { ScriptType } from '../script-type.js';
import { IsCategory, IsTag, NormalCategory, NormalTags } from './labels.js';

/** Orders of the list. */
export enum ScriptSort {
  /** By name; with `q`, those whose name contains the text come first. */
  Name = 'name',
  /** Last change first. */
  Updated = 'updated',
  /** Last run first; those that never ran come last. */
  LastRun = 'last_run',
}

/** Filters and order of the list of scripts. */
export class ListScriptsQuery extends PageQuery {
  /** Text that the name or the description contains, whatever its case. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  /** Text that the name, the description, a tag or the code contains, whatever its case; answers tell where. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  @IsOptional()
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType', required: false })
  @IsEnum(ScriptType)
  type?: ScriptType;

  /** Tags that a script must have, all of them; repeat it for more than one. */
  @IsOptional()
  @ApiProperty({ type: [String], required: false })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value : [value]) as unknown)
  @NormalTags()
  @ArrayMaxSize(10)
  @IsTag({ each: true })
  tag?: string[];

  /** A category; those below it belong to it. */
  @IsOptional()
  @ApiProperty({ type: String, required: false })
  @NormalCategory()
  @IsCategory()
  category?: string;

  /** `true` for the marked ones, `false` for the others. */
  @IsOptional()
  @ApiProperty({ type: Boolean, required: false })
  @Transform(({ value }: { value: unknown }) =>
    value === 'true' ? true : value === 'false' ? false : value,
  )
  @IsBoolean({ message: 'favourite must be true or false.' })
  favourite?: boolean;

  /** Status of the newest run; `never` for those without one. */
  @IsOptional()
  @ApiProperty({
    enum: [...Object.values(ExecutionStatus), 'never'],
    enumName: 'LastRunFilter',
    required: false,
  })
  @IsIn([...Object.values(ExecutionStatus), 'never'])
  last_status?: ExecutionStatus | 'never';

  @IsOptional()
  @ApiProperty({ enum: ScriptSort, enumName: 'ScriptSort', required: false })
  @IsEnum(ScriptSort)
  sort?: ScriptSort;
}
