import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate } from 'class-validator';
import { ExecutionFilterQuery } from '../dto/list-executions.query.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionStatus, ExecutionTrigger, FailureReason } from '../execution-status.js';

/** A window of time, and what its executions are narrowed to. */
export class TimelineQuery extends ExecutionFilterQuery {
  /** Start of the window. */
  @Type(() => Date)
  @IsDate({ message: 'from must be an instant like 2026-01-31T08:00:00Z.' })
  from: Date;

  /** End of the window: after `from`, at most 31 days later. */
  @Type(() => Date)
  @IsDate({ message: 'to must be an instant like 2026-01-31T08:00:00Z.' })
  to: Date;
}

/** An execution as a bar of time. */
export class TimelineBarDto {
  id: number;
  script_id: number;
  script_name: string;
  @ApiProperty({ enum: ExecutionStatus, enumName: 'ExecutionStatus' })
  status: ExecutionStatus;
  @ApiProperty({ enum: FailureReason, enumName: 'FailureReason', nullable: true })
  reason: FailureReason | null;
  @ApiProperty({ enum: ExecutionTrigger, enumName: 'ExecutionTrigger' })
  trigger: ExecutionTrigger;
  @ApiProperty({ type: 'integer', nullable: true })
  exit_code: number | null;
  @ApiProperty({ type: String, nullable: true })
  signal: string | null;
  created_at: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  start_time: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  end_time: Date | null;

  static from(execution: Execution, scriptName: string): TimelineBarDto {
    return {
      id: execution.id,
      script_id: execution.scriptId,
      script_name: scriptName,
      status: execution.status,
      reason: execution.reason,
      trigger: execution.trigger,
      exit_code: execution.exitCode,
      signal: execution.signal,
      created_at: execution.createdAt,
      start_time: execution.startTime,
      end_time: execution.endTime,
    };
  }
}

export class TimelineDto {
  /** Newest first, at most 1 000. */
  items: TimelineBarDto[];
  /** Whether there are more: the oldest of the window are left out. */
  is_cut: boolean;
}
