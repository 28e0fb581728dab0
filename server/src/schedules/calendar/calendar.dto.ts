import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Matches, Min } from 'class-validator';
import { ExecutionStatus } from '../../executions/execution-status.js';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Days of a calendar. */
export class CalendarQuery {
  /** The first day. @example 2026-03-01 */
  @Matches(DATE, { message: 'from must be a date like 2026-03-01.' })
  from: string;

  /** The last day, which belongs to it: at most 62 days. @example 2026-03-31 */
  @Matches(DATE, { message: 'to must be a date like 2026-03-31.' })
  to: string;

  /** IANA zone in which days begin and end. Default: the server's. @example Asia/Shanghai */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  timezone?: string;

  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  script_id?: number;
}

/** Past runs of a schedule on one day that ended alike. */
export class CalendarRunsDto {
  @ApiProperty({ enum: ExecutionStatus, enumName: 'ExecutionStatus' })
  status: ExecutionStatus;
  @ApiProperty({ type: 'integer' })
  count: number;
  /** The newest of them. */
  @ApiProperty({ type: 'integer' })
  execution_id: number;
}

/** One schedule on one day. */
export class CalendarEntryDto {
  @ApiProperty({ type: 'integer' })
  schedule_id: number;
  /** What it did for planned times of this day. */
  runs: CalendarRunsDto[];
  /** Coming planned times of this day: the first of them, at most 12. */
  @ApiProperty({ type: String, format: 'date-time', isArray: true })
  coming: Date[];
  /** Whether there are more times on this day than `coming` tells. */
  has_more: boolean;
}

export class CalendarDayDto {
  /** @example 2026-03-29 */
  date: string;
  /** The instant at which it begins. */
  start: Date;
  /** By the first coming time; what is over stands first. */
  entries: CalendarEntryDto[];
}

/** A schedule that the days name. */
export class CalendarScheduleDto {
  @ApiProperty({ type: 'integer' })
  id: number;
  name: string;
  @ApiProperty({ type: 'integer' })
  script_id: number;
  script_name: string;
  cron_expression: string;
  timezone: string;
  enabled: boolean;
}

export class CalendarDto {
  /** IANA name. */
  timezone: string;
  days: CalendarDayDto[];
  schedules: CalendarScheduleDto[];
  /** Whether something is left out: there are more than 200 schedules, or too many coming times. */
  is_cut: boolean;
}
