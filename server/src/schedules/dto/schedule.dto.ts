import { ApiProperty, PartialType, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsBoolean,
  IsEnum,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { NoControlCharacters, NoNul } from '../../shared/http/clean-text.js';
import { FromJsonText } from '../../shared/http/json-text.js';
import { PageDto, PageQuery } from '../../shared/http/page.dto.js';
import { trim } from '../../shared/http/trim.js';
import { ScriptRunDto } from '../../scripts/catalog/script-list-item.dto.js';
import type { ScriptRun } from '../../scripts/catalog/script-activity.js';
import type { Schedule } from '../schedule.entity.js';
import { AsSent } from '../../shared/http/values-by-name.js';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

/** A new schedule. */
export class CreateScheduleDto {
  @IsInt()
  @Min(1)
  script_id: number;

  @trim()
  @IsString()
  @Length(1, 100)
  @NoControlCharacters()
  name: string;

  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  @NoNul()
  description?: string;

  /** Five or six fields (seconds first), names, `L`, `#`, `W` or `@daily`; Sunday is 0 or 7. @example 0 9 * * 1 */
  @trim()
  @IsString()
  @Length(1, 100)
  cron_expression: string;

  /** IANA zone in which the expression is read. Default: the server's. @example Asia/Shanghai */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  timezone?: string;

  /** Values by parameter key for every run; also accepted as JSON text. */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @FromJsonText()
  @IsObject({ message: 'params must be a JSON object of values by parameter key.' })
  params?: Record<string, unknown>;

  /** Default: true. */
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

/** Any subset of a schedule's fields; what is left out stays as it is. */
export class UpdateScheduleDto extends PartialType(CreateScheduleDto, {
  skipNullProperties: false,
}) {
  /**
   * What the fields being changed were when they were read. When one of them is another by now, nothing is written and
   * the answer is 409; without it the change counts whatever stands there.
   */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @AsSent()
  @IsObject()
  base?: Record<string, unknown>;
}

/** Starts a script at the times of a cron expression. */
export class ScheduleDto {
  id: number;
  script_id: number;
  script_name: string;
  name: string;
  description: string;
  cron_expression: string;
  /** IANA name. */
  timezone: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params: Record<string, unknown>;
  enabled: boolean;
  /** When it last started a run; null before the first. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_run_time: Date | null;
  /** The nearest planned time; null while disabled. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  next_run_time: Date | null;
  /** The newest runs, newest first, at most 12; those started by hand as well. */
  recent_runs: ScriptRunDto[];
  created_at: Date;
  updated_at: Date;

  static from(schedule: Schedule, scriptName: string, runs: ScriptRun[]): ScheduleDto {
    return {
      id: schedule.id,
      script_id: schedule.scriptId,
      script_name: scriptName,
      name: schedule.name,
      description: schedule.description,
      cron_expression: schedule.cronExpression,
      timezone: schedule.timezone,
      params: schedule.params,
      enabled: schedule.enabled,
      last_run_time: schedule.lastRunTime,
      next_run_time: schedule.nextRunTime,
      recent_runs: runs.map((run) => ScriptRunDto.from(run)),
      created_at: schedule.createdAt,
      updated_at: schedule.updatedAt,
    };
  }
}

export class SchedulePageDto extends PageDto {
  items: ScheduleDto[];
}

export enum ScheduleState {
  Enabled = 'enabled',
  Disabled = 'disabled',
}

export class ListSchedulesQuery extends PageQuery {
  /** Text in the name, the description or the name of the script, in upper or lower case. */
  @IsOptional()
  @trim()
  @IsString()
  @MaxLength(200)
  q?: string;

  @IsOptional()
  @ApiPropertyOptional({ enum: ScheduleState, enumName: 'ScheduleState' })
  @IsEnum(ScheduleState)
  state?: ScheduleState;

  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  script_id?: number;
}

/** The state that a schedule is to have. */
export class ToggleScheduleDto {
  /** Whether it is to run at its times. Default: the other of what it has. */
  // null is no state: taken for one left out, it would turn round what its sender meant to set
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  enabled?: boolean;
}

/** Schedules to switch together. */
export class SwitchSchedulesDto {
  @IsInt({ each: true })
  @Min(1, { each: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  ids: number[];

  @IsBoolean()
  enabled: boolean;
}

export class SwitchedSchedulesDto {
  /** The schedules as they are now; those that are deleted meanwhile are left out. */
  items: ScheduleDto[];
}

/** A cron expression to try out. */
export class PreviewScheduleDto {
  @trim()
  @IsString()
  @Length(1, 100)
  cron_expression: string;

  /** IANA zone. Default: the server's. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  timezone?: string;

  /** How many planned times. Default: 5. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  count?: number;
}

/** One planned time. */
export class PlannedTimeDto {
  at: Date;
  /** Wall clock in the zone of the schedule. @example 2026-03-29 03:00:00 */
  local: string;
  /** Offset from UTC then. @example +08:00 */
  utc_offset: string;
  /** Whether the clocks change between the planned time before and this one. */
  is_after_clock_change: boolean;
  /** By how much they change, in minutes: positive when they go forward, 0 without a change. @example 60 */
  @ApiProperty({ type: 'integer' })
  clock_shift_minutes: number;
}

export class SchedulePreviewDto {
  cron_expression: string;
  timezone: string;
  /** The expression in English words. */
  description: string;
  next_times: PlannedTimeDto[];
}
