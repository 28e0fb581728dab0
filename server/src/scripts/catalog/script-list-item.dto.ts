import { ApiProperty } from '@nestjs/swagger';
import { ExecutionStatus } from '../../executions/execution-status.js';
import { PageDto } from '../../shared/http/page.dto.js';
import { ScriptSummaryDto } from '../dto/script.dto.js';
import type { Script } from '../script.entity.js';
import type { ScriptRun } from './script-activity.js';
import type { MatchedField, TextMatch } from './text-match.js';

/** One run as a bar of the sparkline. */
export class ScriptRunDto {
  id: number;
  @ApiProperty({ enum: ExecutionStatus, enumName: 'ExecutionStatus' })
  status: ExecutionStatus;
  created_at: Date;
  @ApiProperty({ type: Date, nullable: true })
  end_time: Date | null;
  /** Milliseconds from start to end; null until it ended, and when it never started. */
  @ApiProperty({ type: 'integer', nullable: true })
  duration_ms: number | null;

  static from({ id, status, createdAt, startTime, endTime }: ScriptRun): ScriptRunDto {
    const duration_ms = startTime && endTime ? Math.max(0, +endTime - +startTime) : null;
    return { id, status, created_at: createdAt, end_time: endTime, duration_ms };
  }
}

/** The first line of code that contains what was searched. */
export class CodeHitDto {
  /** From 1. */
  line: number;
  /** The line without its indentation, cut when it is long. */
  text: string;
}

/** Where a script contains what was searched with `q`. */
export class ScriptMatchDto {
  @ApiProperty({
    enum: ['name', 'description', 'tags', 'code'],
    enumName: 'MatchedField',
    isArray: true,
  })
  fields: MatchedField[];
  @ApiProperty({ type: CodeHitDto, nullable: true })
  code: CodeHitDto | null;
}

/** A script as its list shows it. */
export class ScriptListItemDto extends ScriptSummaryDto {
  /** The newest runs, newest first, at most 12. */
  recent_runs: ScriptRunDto[];
  /** When a schedule starts it next; null without one. */
  @ApiProperty({ type: Date, nullable: true })
  next_run_time: Date | null;
  /** Null unless the list was searched with `q`. */
  @ApiProperty({ type: ScriptMatchDto, nullable: true })
  match: ScriptMatchDto | null;

  static of(
    script: Script,
    facts: { runs: ScriptRun[]; nextTime: Date | null; match: TextMatch | null },
  ): ScriptListItemDto {
    return {
      ...ScriptSummaryDto.summarize(script),
      recent_runs: facts.runs.map((run) => ScriptRunDto.from(run)),
      next_run_time: facts.nextTime,
      match: facts.match,
    };
  }
}

export class ScriptPageDto extends PageDto {
  items: ScriptListItemDto[];
}

/** A tag or category with the number of scripts that have it. */
export class LabelCountDto {
  name: string;
  /** For a category also those below it. */
  count: number;
}

export class LabelCountsDto {
  items: LabelCountDto[];
}
