import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  Equals,
  IsArray,
  IsBoolean,
  IsDefined,
  IsEnum,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  ExecutionStatus,
  ExecutionTrigger,
  FailureReason,
} from '../../executions/execution-status.js';
import { NoControlCharacters } from '../../shared/http/clean-text.js';
import { trim } from '../../shared/http/trim.js';
import type { SavedView } from '../saved-view.entity.js';

/** A window of time that moves on with the clock. */
export enum RecentTime {
  Hour = '1h',
  Today = 'today',
  Day = '24h',
  Week = '7d',
  Month = '30d',
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayRule = { message: '$property must be a day like 2026-01-31.' };

/** Filters of the list of executions, as the console keeps them in its address. */
export class ViewFiltersDto {
  @IsOptional()
  @ApiProperty({ type: 'integer', required: false })
  @IsInt()
  @Min(1)
  script_id?: number;

  @IsOptional()
  @ApiProperty({ type: 'integer', required: false })
  @IsInt()
  @Min(1)
  schedule_id?: number;

  @IsOptional()
  @ApiProperty({
    enum: ExecutionStatus,
    enumName: 'ExecutionStatus',
    isArray: true,
    required: false,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsEnum(ExecutionStatus, { each: true })
  status?: ExecutionStatus[];

  @IsOptional()
  @ApiProperty({ enum: ExecutionTrigger, enumName: 'ExecutionTrigger', required: false })
  @IsEnum(ExecutionTrigger)
  trigger?: ExecutionTrigger;

  @IsOptional()
  @ApiProperty({ enum: FailureReason, enumName: 'FailureReason', required: false })
  @IsEnum(FailureReason)
  reason?: FailureReason;

  /** Only those that are kept for ever; absent for all. */
  @IsOptional()
  @ApiProperty({ type: Boolean, required: false })
  @Equals(true)
  kept?: boolean;

  /** Only runs of drafts, or only runs of versions; absent for both. */
  @IsOptional()
  @ApiProperty({ type: Boolean, required: false })
  @IsBoolean()
  draft?: boolean;

  /** Made in the time until now. */
  @IsOptional()
  @ApiProperty({ enum: RecentTime, enumName: 'RecentTime', required: false })
  @IsEnum(RecentTime)
  last?: RecentTime;

  /** First day, in the reader's time zone. @example 2026-01-31 */
  @IsOptional()
  @Matches(DAY, dayRule)
  from?: string;

  /** Last day, included. @example 2026-01-31 */
  @IsOptional()
  @Matches(DAY, dayRule)
  to?: string;
}

export class SaveViewDto {
  /** Unique among all views. @example Failed nightly jobs */
  @trim()
  @IsString()
  @Length(1, 60)
  @NoControlCharacters()
  name: string;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ViewFiltersDto)
  filters: ViewFiltersDto;
}

export class SavedViewDto {
  id: number;
  name: string;
  filters: ViewFiltersDto;
  created_at: Date;

  static from({ id, name, filters, createdAt }: SavedView): SavedViewDto {
    return { id, name, filters, created_at: createdAt };
  }
}

export class SavedViewListDto {
  /** By name. */
  items: SavedViewDto[];
}
