import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEnum,
  IsInt,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { OutcomeDto } from '../../shared/errors/outcome.dto.js';
import { IsCategory, IsTag, NormalCategory, NormalTags } from '../dto/labels.js';

/** Most scripts of one call. */
export const BULK_LIMIT = 500;

/** What can be done to many scripts at once. */
export enum ScriptBulkAction {
  AddTags = 'add_tags',
  RemoveTags = 'remove_tags',
  Move = 'move',
  Delete = 'delete',
}

const needsTags = ({ action }: ScriptBulkRequestDto): boolean =>
  action === ScriptBulkAction.AddTags || action === ScriptBulkAction.RemoveTags;

/** One change of many scripts. */
export class ScriptBulkRequestDto {
  @ApiProperty({ enum: ScriptBulkAction, enumName: 'ScriptBulkAction' })
  @IsEnum(ScriptBulkAction)
  action: ScriptBulkAction;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(BULK_LIMIT)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  ids: number[];

  /** For `add_tags` and `remove_tags`. */
  @ApiProperty({ type: [String], required: false })
  @NormalTags()
  @ValidateIf(needsTags)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsTag({ each: true })
  tags?: string[];

  /** For `move`; null = out of its category. */
  @ApiProperty({ type: String, nullable: true, required: false })
  @NormalCategory()
  @ValidateIf(({ action, category }: ScriptBulkRequestDto) => {
    return action === ScriptBulkAction.Move && category !== null;
  })
  @IsCategory()
  category?: string | null;
}

/** What became of one script. */
export class ScriptBulkOutcomeDto extends OutcomeDto {}

export class ScriptBulkOutcomesDto {
  /** In the order of the request. */
  items: ScriptBulkOutcomeDto[];
}
