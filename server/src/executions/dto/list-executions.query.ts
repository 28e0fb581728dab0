import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsDate,
  IsEnum,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { booleanText } from '../../shared/http/boolean-text.js';
import { ExecutionStatus, ExecutionTrigger, FailureReason } from '../execution-status.js';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

const fromCommaList = () =>
  Transform(({ value }: { value: unknown }) =>
    (Array.isArray(value) ? value : [value]).flatMap((part: unknown) =>
      typeof part === 'string' ? part.split(',') : [part],
    ),
  );

/** What executions are narrowed to. */
export class ExecutionFilterQuery {
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  script_id?: number;

  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  schedule_id?: number;

  /** One or more, separated by commas or repeated. */
  @IsOptional()
  @ApiProperty({
    enum: ExecutionStatus,
    enumName: 'ExecutionStatus',
    isArray: true,
    required: false,
  })
  @fromCommaList()
  @IsEnum(ExecutionStatus, { each: true })
  status?: ExecutionStatus[];

  @IsOptional()
  @ApiProperty({ enum: ExecutionTrigger, enumName: 'ExecutionTrigger', required: false })
  @IsEnum(ExecutionTrigger)
  trigger?: ExecutionTrigger;

  /** Why it failed. */
  @IsOptional()
  @ApiProperty({ enum: FailureReason, enumName: 'FailureReason', required: false })
  @IsEnum(FailureReason)
  reason?: FailureReason;

  /** `true`: only those that are kept for ever. */
  @IsOptional()
  @ApiProperty({ type: String, enum: ['true'], required: false })
  @IsIn(['true'])
  kept?: 'true';

  /** `true`: only runs of drafts; `false`: only runs of versions. */
  @IsOptional()
  @booleanText()
  @IsBoolean({ message: 'draft must be true or false.' })
  draft?: boolean;
}

/** Filters and place of the list of executions, newest first. */
export class ListExecutionsQuery extends ExecutionFilterQuery {
  /** Only executions made at or after this instant. */
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: 'created_from must be an instant like 2026-01-31T08:00:00Z.' })
  created_from?: Date;

  /** Only executions made before this instant. */
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: 'created_to must be an instant like 2026-01-31T08:00:00Z.' })
  created_to?: Date;

  /** `next_cursor` of the page before. */
  @IsOptional()
  @Matches(/^\d{1,10}$/, { message: 'cursor must be the next_cursor of an earlier answer.' })
  cursor?: string;

  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  @Max(200)
  per_page?: number;
}
