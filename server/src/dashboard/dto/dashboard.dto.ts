import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsEnum, IsOptional } from 'class-validator';
import { ExecutionSummaryDto } from '../../executions/dto/execution.dto.js';
import { FailureReason } from '../../executions/execution-status.js';

/** How far the figures look back. */
export enum DashboardWindow {
  Day = '24h',
  Week = '7d',
}

export class DashboardQuery {
  /** Default: `24h`. */
  @IsOptional()
  @ApiProperty({ enum: DashboardWindow, enumName: 'DashboardWindow', required: false })
  @IsEnum(DashboardWindow)
  last?: DashboardWindow;
}

export class AttentionQuery {
  /** Failures are counted from this instant; default: a day ago. */
  @IsOptional()
  @Type(() => Date)
  @IsDate({ message: 'since must be an instant like 2026-01-31T08:00:00Z.' })
  since?: Date;
}

/** What may need somebody. */
export class AttentionDto {
  /** Executions that failed since the instant asked for, at most 100. */
  failed: number;
  running: number;
  waiting: number;
  disabled_schedules: number;
}

/** How many executions of the window ended in one way: what the list with the same filters counts. */
export class EndingCountDto {
  count: number;
  /** Whether there are more than `count`. */
  is_capped: boolean;
}

/** The failures of one script. */
export class ScriptFailuresDto {
  script_id: number;
  script_name: string;
  count: number;
  /** The newest. */
  execution_id: number;
  created_at: Date;
  @ApiProperty({ enum: FailureReason, enumName: 'FailureReason', nullable: true })
  reason: FailureReason | null;
  @ApiProperty({ type: 'integer', nullable: true })
  exit_code: number | null;
  /** Name of the signal that ended it, e.g. `SIGKILL`. */
  @ApiProperty({ type: String, nullable: true })
  signal: string | null;
  /** What went wrong, in a sentence. */
  @ApiProperty({ type: String, nullable: true })
  error: string | null;
}

/** When a schedule starts its script next. */
export class PlannedRunDto {
  schedule_id: number;
  schedule_name: string;
  script_id: number;
  script_name: string;
  at: Date;
}

/** The executions that were made in a part of the window. */
export class TrendPointDto {
  from: Date;
  to: Date;
  succeeded: number;
  failed: number;
  cancelled: number;
  /** Half of those that ended took longer; null when none did. */
  @ApiProperty({ type: 'integer', nullable: true })
  median_ms: number | null;
}

export class DashboardDto {
  running: number;
  waiting: number;
  /** The newest of those that run, at most 8. */
  running_now: ExecutionSummaryDto[];
  succeeded: EndingCountDto;
  failed: EndingCountDto;
  cancelled: EndingCountDto;
  /** By script, the most failures first, at most 8 scripts, from the newest 1 000 failures of the window. */
  failures: ScriptFailuresDto[];
  /** The nearest within 24 hours, one for each schedule, at most 8. */
  next: PlannedRunDto[];
  /** How many schedules start something within 24 hours. */
  next_total: number;
  /** The window in equal parts, the oldest first. */
  trend: TrendPointDto[];
  /** Whether the window has more executions than the trend reads: its oldest are left out. */
  is_trend_cut: boolean;
  @ApiProperty({ type: 'integer', nullable: true })
  disk_size_bytes: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  disk_free_bytes: number | null;
  has_scripts: boolean;
  has_executions: boolean;
  has_schedules: boolean;
}
