import { ApiProperty } from '@nestjs/swagger';
import { IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../shared/http/page.dto.js';
import { ScriptType } from '../script-type.js';

/** Filters of the list of scripts. */
export class ListScriptsQuery extends PageQuery {
  /** Text that the name or the description contains, whatever its case. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @IsOptional()
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType', required: false })
  @IsEnum(ScriptType)
  type?: ScriptType;
}
