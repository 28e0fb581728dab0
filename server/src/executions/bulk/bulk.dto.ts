import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEnum,
  IsInt,
  Min,
} from 'class-validator';
import { OutcomeDto } from '../../shared/errors/outcome.dto.js';

/** What can be done to many executions at once. */
export enum BulkAction {
  Cancel = 'cancel',
  Rerun = 'rerun',
  Delete = 'delete',
  Keep = 'keep',
  Unkeep = 'unkeep',
}

/** How many executions one request may name. */
export const BULK_LIMIT = 500;

export class BulkExecutionsDto {
  @ApiProperty({ enum: BulkAction, enumName: 'BulkAction' })
  @IsEnum(BulkAction)
  action: BulkAction;

  /** At most 500, each once. They are worked through in this order. */
  @ApiProperty({ type: 'array', items: { type: 'integer' } })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(BULK_LIMIT)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  ids: number[];
}

/** What became of one of them. */
export class BulkOutcomeDto extends OutcomeDto {
  /** The new execution of a rerun. */
  @ApiProperty({ type: 'integer', nullable: true })
  new_id: number | null;
}

export class BulkOutcomesDto {
  /** In the order of the request. */
  items: BulkOutcomeDto[];
}
