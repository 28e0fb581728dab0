import { ApiProperty } from '@nestjs/swagger';
import { CauseDto } from '../../shared/causes/cause.dto.js';
import { PageDto } from '../../shared/http/page.dto.js';
import { WAITING_REASONS, type WaitingReason } from '../dispatch/waiting-queue.js';
import type { Execution } from '../execution.entity.js';
import type { ExecutionSummary } from '../executions.repository.js';
import { ExecutionStatus, ExecutionTrigger, FailureReason } from '../execution-status.js';
import { hintOf } from '../hints/missing-module.js';

/** Where a waiting execution stands. */
export class QueuePlaceDto {
  /** From 1; null unless it is waiting for its turn. */
  @ApiProperty({ type: 'integer', nullable: true })
  queue_position: number | null;
  /** Why it waits; null unless it is waiting. */
  @ApiProperty({ enum: WAITING_REASONS, enumName: 'WaitingReason', nullable: true })
  waiting_reason: WaitingReason | null;
  /** Why it waits, in a sentence; null unless it is waiting. */
  @ApiProperty({ type: String, nullable: true })
  waiting_for: string | null;
  /** Executions of its script that have to end before; empty unless `waiting_reason` is `own_limit`. */
  @ApiProperty({ type: 'integer', isArray: true })
  waiting_behind: number[];
}

/** The result as a value; null when there is none, and for an execution that was made just now. */
const resultOf = ({ result }: Execution): unknown =>
  typeof result === 'string' ? (JSON.parse(result) as unknown) : null;

/** An execution as lists show it. */
export class ExecutionSummaryDto extends QueuePlaceDto {
  id: number;
  script_id: number;
  script_name: string;
  /** Number of the script's version that runs, or that the draft which runs is based on. */
  version: number;
  /** Whether it runs unsaved content: `GET /api/executions/{id}/draft` tells which. */
  is_draft: boolean;
  @ApiProperty({ enum: ExecutionStatus, enumName: 'ExecutionStatus' })
  status: ExecutionStatus;
  /** Why it failed; null unless `status` is `failed`. */
  @ApiProperty({ enum: FailureReason, enumName: 'FailureReason', nullable: true })
  reason: FailureReason | null;
  @ApiProperty({ type: 'integer', nullable: true })
  exit_code: number | null;
  /** Name of the signal that ended it, e.g. `SIGKILL`. */
  @ApiProperty({ type: String, nullable: true })
  signal: string | null;
  /** What went wrong, in a sentence; null for a success. */
  @ApiProperty({ type: String, nullable: true })
  error: string | null;
  @ApiProperty({ enum: ExecutionTrigger, enumName: 'ExecutionTrigger' })
  trigger: ExecutionTrigger;
  @ApiProperty({ type: String, nullable: true })
  triggered_by: string | null;
  @ApiProperty({ type: 'integer', nullable: true })
  schedule_id: number | null;
  /** The planned time that it answers, for one started by a schedule. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  scheduled_for: Date | null;
  /** The execution whose values it repeats. */
  @ApiProperty({ type: 'integer', nullable: true })
  rerun_of: number | null;
  /** From 1; counts retries. */
  attempt: number;
  /** Whether it can be given input while it runs. */
  is_interactive: boolean;
  /** How it was kept apart from the machine: `bwrap`, `uid` or `plain`; null before it starts. */
  @ApiProperty({ type: String, nullable: true })
  isolation: string | null;
  /** Whether an interpreter that had been started ahead ran it; null until it ends. */
  @ApiProperty({ type: Boolean, nullable: true })
  is_warm: boolean | null;
  created_at: Date;
  /** When it began to wait for its dependencies to be installed; null when nothing had to be. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  install_start_time: Date | null;
  /** When they were installed; null until they are, and when they could not be. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  install_end_time: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  start_time: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  end_time: Date | null;
  /** From start to end; null before the end. */
  @ApiProperty({ type: 'integer', nullable: true })
  duration_ms: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  cpu_ms: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
  max_rss_bytes: number | null;
  /** Whether retention leaves it alone. */
  keep: boolean;
  /** Bytes that its log and files take on the disk; null until they are measured, seconds after its end. */
  @ApiProperty({ type: 'integer', nullable: true })
  disk_bytes: number | null;
  /** Percent that the script says is done, 0 to 100; null when it says nothing. Up to a second behind. */
  @ApiProperty({ type: 'integer', nullable: true })
  progress: number | null;
  /** What the script says about its progress. */
  @ApiProperty({ type: String, nullable: true })
  progress_message: string | null;
  /** Whether it has ended with a result. */
  has_result: boolean;

  static summarize(
    execution: ExecutionSummary,
    scriptName: string,
    place: QueuePlaceDto,
  ): ExecutionSummaryDto {
    const { startTime, endTime } = execution;
    return {
      id: execution.id,
      script_id: execution.scriptId,
      script_name: scriptName,
      version: execution.version,
      is_draft: execution.isDraft === true,
      status: execution.status,
      reason: execution.reason,
      exit_code: execution.exitCode,
      signal: execution.signal,
      error: execution.error,
      trigger: execution.trigger,
      triggered_by: execution.triggeredBy,
      schedule_id: execution.scheduleId,
      scheduled_for: execution.scheduledFor,
      rerun_of: execution.rerunOf,
      attempt: execution.attempt,
      is_interactive: execution.isInteractive === true,
      isolation: execution.isolation,
      is_warm: execution.isWarm,
      created_at: execution.createdAt,
      install_start_time: execution.installStartTime,
      install_end_time: execution.installEndTime,
      start_time: startTime,
      end_time: endTime,
      duration_ms: startTime && endTime ? endTime.getTime() - startTime.getTime() : null,
      cpu_ms: execution.cpuMs,
      max_rss_bytes: execution.maxRssBytes,
      keep: execution.keptAt !== null,
      disk_bytes: execution.diskBytes,
      progress: execution.progress,
      progress_message: execution.progressMessage,
      has_result: execution.resultBytes !== null,
      queue_position: place.queue_position,
      waiting_reason: place.waiting_reason,
      waiting_for: place.waiting_for,
      waiting_behind: place.waiting_behind,
    };
  }
}

/** The program that ran a script, as it was when the run started. */
export class ExecutionInterpreterDto {
  /** @example Python 3.13 (opt) */
  name: string;
  path: string;
  /** @example 3.13.1 */
  version: string;

  static of(execution: Execution): ExecutionInterpreterDto | null {
    const { interpreterName: name, interpreterPath: path, interpreterVersion: version } = execution;
    return name !== null && path !== null && version !== null ? { name, path, version } : null;
  }
}

/** What a run could get at, beside its own space. */
export class ExecutionReachDto {
  /**
   * `space`: the system's programs, read-only; `user`: whatever a user of its own may read or write; `server`: whatever
   * the server's user may.
   */
  @ApiProperty({ enum: ['space', 'user', 'server'], enumName: 'ReachableFiles' })
  files: 'space' | 'user' | 'server';
  /** Folders that were shown to it, read-only where `files` is `space`. */
  readable_folders: string[];
  network: boolean;

  static of({ reach }: Execution): ExecutionReachDto | null {
    if (!reach) return null;
    const { files, readableFolders, network } = reach;
    return { files, readable_folders: [...readableFolders], network };
  }
}

const LIMIT_NAMES = {
  memoryBytes: 'memory_bytes',
  processes: 'processes',
  cpuSeconds: 'cpu_seconds',
  spaceBytes: 'space_bytes',
  logBytes: 'log_bytes',
  openFiles: 'open_files',
} as const;

/** A limit that a run had. */
export class HeldLimitDto {
  @ApiProperty({ enum: Object.values(LIMIT_NAMES), enumName: 'LimitName' })
  name: (typeof LIMIT_NAMES)[keyof typeof LIMIT_NAMES];
  value: number;
  /**
   * What holds it: the kernel for all processes together (`cgroup`) or for each (`rlimit`), or a look at them every
   * quarter of a second (`watch`).
   */
  @ApiProperty({ enum: ['cgroup', 'rlimit', 'watch'], enumName: 'LimitHolder' })
  held_by: 'cgroup' | 'rlimit' | 'watch';

  static of({ limits }: Execution): HeldLimitDto[] {
    return (limits ?? []).map(({ name, value, heldBy }) => ({
      name: LIMIT_NAMES[name],
      value,
      held_by: heldBy,
    }));
  }
}

/** A module that a script could not import. */
export class MissingModuleDto {
  /**
   * As the script calls it.
   * @example yaml
   */
  module: string;
  /**
   * What to add to the dependencies for it.
   * @example PyYAML
   */
  package: string;
}

/** An execution with what it ran with and the end of what it printed. */
export class ExecutionDto extends ExecutionSummaryDto {
  /** Values by parameter key, defaults applied. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  params: Record<string, unknown>;
  /** Names of the files that were uploaded for it. */
  uploads: string[];
  /** End of stdout, at most 16 KiB; null before the end. */
  @ApiProperty({ type: String, nullable: true })
  output: string | null;
  /** Where the log of stdout lies, relative to the server's data folder. */
  log_file: string;
  /** Bytes of log that the log limit dropped, at least: what is written in the moment of a cut is not counted. */
  dropped_bytes: number;
  timeout_seconds: number;
  /** What it ran with; null before it starts, and when there was nothing to run it with. */
  @ApiProperty({ type: ExecutionInterpreterDto, nullable: true })
  interpreter: ExecutionInterpreterDto | null;
  /** What its dependencies were installed in; null when it has none. It may have been removed since. */
  @ApiProperty({ type: 'integer', nullable: true })
  environment_id: number | null;
  /** What `error` says, for whoever says it in another language; null unless `reason` is `launch`, `lost` or `dependencies`. */
  @ApiProperty({ type: CauseDto, nullable: true })
  cause: CauseDto | null;
  /** What would make it succeed, in a sentence; null when what it printed does not tell. */
  @ApiProperty({ type: String, nullable: true })
  hint: string | null;
  /** What the hint tells, for whoever says it in another language. */
  @ApiProperty({ type: MissingModuleDto, nullable: true })
  missing_module: MissingModuleDto | null;
  /** Bytes of the log of what was installed before it began; null when nothing had to be. */
  @ApiProperty({ type: 'integer', nullable: true })
  install_log_bytes: number | null;
  /** What it could get at; null before it starts. */
  @ApiProperty({ type: ExecutionReachDto, nullable: true })
  reach: ExecutionReachDto | null;
  /** What its processes may use together; empty before it starts, and when nothing is limited. */
  limits: HeldLimitDto[];
  /** Bytes it wrote to disks, its log among them; null until it ends, and where it could not be read. */
  @ApiProperty({ type: 'integer', nullable: true })
  written_bytes: number | null;
  /**
   * What the script answered, any JSON; null when `has_result` is false. Its numbers are those of JavaScript:
   * `GET /api/executions/{id}/result` answers them as the script wrote them.
   */
  @ApiProperty({
    nullable: true,
    oneOf: ['object', 'array', 'string', 'number', 'boolean'].map((type) =>
      type === 'array' ? { type, items: {} } : { type },
    ),
  })
  result: unknown;
  /** Why what it gave as its result was not taken, in a sentence. */
  @ApiProperty({ type: String, nullable: true })
  result_error: string | null;
  /** What `result_error` says, for whoever says it in another language. */
  @ApiProperty({ type: CauseDto, nullable: true })
  result_cause: CauseDto | null;

  static from(
    execution: Execution,
    scriptName: string,
    place: QueuePlaceDto,
    installLogBytes: number | null,
  ): ExecutionDto {
    const { missingModule } = execution;
    return {
      ...ExecutionSummaryDto.summarize(execution, scriptName, place),
      params: execution.params,
      uploads: execution.uploads,
      output: execution.output,
      log_file: `control/execution_${execution.id}/stdout.log`,
      dropped_bytes: execution.droppedBytes,
      timeout_seconds: execution.timeoutSeconds,
      interpreter: ExecutionInterpreterDto.of(execution),
      environment_id: execution.environmentId,
      cause: CauseDto.from(execution.cause),
      hint: missingModule && hintOf(missingModule),
      missing_module: missingModule && { ...missingModule },
      install_log_bytes: installLogBytes,
      reach: ExecutionReachDto.of(execution),
      limits: HeldLimitDto.of(execution),
      written_bytes: execution.writtenBytes,
      result: resultOf(execution),
      result_error: execution.resultError,
      result_cause: CauseDto.from(execution.resultCause),
    };
  }
}

export class ExecutionPageDto extends PageDto {
  items: ExecutionSummaryDto[];
  /** Whether there are more than `total` rows: counting stops at 10 000. */
  is_total_capped: boolean;
}
