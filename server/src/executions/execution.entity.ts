import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../shared/database/instant-column.js';
import type { Cause } from '../runner/causes.js';
import type { Reach } from '../runner/run.types.js';
import type { ExecutionStatus, ExecutionTrigger, FailureReason } from './execution-status.js';
import type { HeldLimit } from '../runner/runner.js';
import type { MissingModule } from './hints/missing-module.js';

/** One run of a script: what ran, with what, why, and how it ended. */
@Entity('executions')
@Index('ix_executions_script_id_id_storage', ['scriptId', 'id', 'endTime', 'keptAt', 'diskBytes'])
@Index('ix_executions_unmeasured', ['id'], {
  where: '"disk_bytes" IS NULL AND "end_time" IS NOT NULL',
})
@Index('ix_executions_status_id_trigger', ['status', 'id', 'trigger'])
@Index('ix_executions_script_id_status_id_trigger', ['scriptId', 'status', 'id', 'trigger'])
@Index('ix_executions_trigger_id_status', ['trigger', 'id', 'status'])
@Index('ix_executions_script_id_trigger_id_status', ['scriptId', 'trigger', 'id', 'status'])
@Index('ix_executions_schedule_id_id_filters', [
  'scheduleId',
  'id',
  'status',
  'trigger',
  'scriptId',
])
@Index('ix_executions_reason_id', ['reason', 'id', 'trigger', 'scheduleId'], {
  where: '"reason" IS NOT NULL',
})
@Index('ix_executions_script_id_reason_id', ['scriptId', 'reason', 'id', 'trigger'], {
  where: '"reason" IS NOT NULL',
})
@Index('ix_executions_kept', ['id'], { where: '"kept_at" IS NOT NULL' })
@Index('ix_executions_script_id_id_saved', ['scriptId', 'id'], { where: '"is_draft" IS NULL' })
@Index('ix_executions_drafts', ['id', 'status', 'scriptId'], { where: '"is_draft" IS NOT NULL' })
@Index('ix_executions_created_at', ['createdAt'])
@Index('ix_executions_planned', ['scheduleId', 'scheduledFor', 'status'], {
  where: '"scheduled_for" IS NOT NULL',
})
@Index('ux_executions_schedule_id_scheduled_for', ['scheduleId', 'scheduledFor'], { unique: true })
export class Execution {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_executions' })
  id: number;

  @Column({ name: 'script_id', type: 'integer' })
  @ForeignKey('scripts', { name: 'fk_executions_script', onDelete: 'CASCADE' })
  scriptId: number;

  /** Number of the script's version that runs, or that the draft which runs is based on. */
  @Column({ type: 'integer' })
  version: number;

  /** Whether a draft kept with it runs; null, never false, when a version does: indexes leave out one or the other. */
  @Column({ name: 'is_draft', type: 'boolean', nullable: true })
  isDraft: true | null;

  @Column({ type: 'varchar', length: 20 })
  status: ExecutionStatus;

  @Column({ type: 'varchar', length: 30, nullable: true })
  reason: FailureReason | null;

  @Column({ name: 'exit_code', type: 'integer', nullable: true })
  exitCode: number | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  signal: string | null;

  /** Values by key, defaults applied. */
  @Column({ type: 'simple-json' })
  params: Record<string, unknown>;

  /** Names of the files that were uploaded for the run. */
  @Column({ type: 'simple-json' })
  uploads: string[];

  /** End of stdout, at most 16 KiB; not read unless asked for, so that lists stay cheap. */
  @Column({ type: 'text', nullable: true, select: false })
  output: string | null;

  /** What went wrong, in a sentence. */
  @Column({ type: 'text', nullable: true })
  error: string | null;

  /** The same in parts, of one that could not start, for its dependencies or else, or was lost; null otherwise. */
  @Column({ type: 'simple-json', nullable: true })
  cause: Cause | null;

  @Column({ type: 'varchar', length: 20 })
  trigger: ExecutionTrigger;

  /** Who started it; null until there are users. */
  @Column({ name: 'triggered_by', type: 'varchar', length: 100, nullable: true })
  triggeredBy: string | null;

  /** The execution whose values this one repeats. */
  @Column({ name: 'rerun_of', type: 'integer', nullable: true })
  rerunOf: number | null;

  @Column({ name: 'schedule_id', type: 'integer', nullable: true })
  @ForeignKey('schedules', { name: 'fk_executions_schedule', onDelete: 'SET NULL' })
  scheduleId: number | null;

  /** The planned time that this execution answers. */
  @InstantColumn({ name: 'scheduled_for', nullable: true })
  scheduledFor: Date | null;

  /** From 1; counts retries. */
  @Column({ type: 'integer' })
  attempt: number;

  /** Waiting executions of higher priority start first. */
  @Column({ type: 'integer' })
  priority: number;

  /** Wall time it may take, in seconds. */
  @Column({ name: 'timeout_seconds', type: 'integer' })
  timeoutSeconds: number;

  @Column({ type: 'varchar', length: 20, nullable: true })
  isolation: string | null;

  /** Whether it can be given input while it runs; null for those made before that was possible. */
  @Column({ name: 'is_interactive', type: 'boolean', nullable: true })
  isInteractive: boolean | null;

  /** What it could get at beside its own space; null before it starts. */
  @Column({ type: 'simple-json', nullable: true })
  reach: Reach | null;

  /** What its processes may use, and what holds it; null before it starts. */
  @Column({ type: 'simple-json', nullable: true })
  limits: readonly HeldLimit[] | null;

  /** Whether an interpreter that had been started ahead ran it; null until it ends. */
  @Column({ name: 'is_warm', type: 'boolean', nullable: true })
  isWarm: boolean | null;

  /** The interpreter it ran with, as it was called then; null before it starts. */
  @Column({ name: 'interpreter_name', type: 'varchar', length: 100, nullable: true })
  interpreterName: string | null;

  @Column({ name: 'interpreter_path', type: 'text', nullable: true })
  interpreterPath: string | null;

  @Column({ name: 'interpreter_version', type: 'varchar', length: 50, nullable: true })
  interpreterVersion: string | null;

  /** What its dependencies were installed in; null when it has none. It may be gone by now. */
  @Column({ name: 'environment_id', type: 'integer', nullable: true })
  environmentId: number | null;

  /** The module that it ended for, and what to install for it; null when what it printed tells of none. */
  @Column({ type: 'simple-json', name: 'missing_module', nullable: true })
  missingModule: MissingModule | null;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;

  /** When it began to wait for its dependencies to be installed; null when nothing had to be. */
  @InstantColumn({ name: 'install_start_time', nullable: true })
  installStartTime: Date | null;

  /** When they were installed; null until they are, and when they could not be. */
  @InstantColumn({ name: 'install_end_time', nullable: true })
  installEndTime: Date | null;

  @InstantColumn({ name: 'start_time', nullable: true })
  startTime: Date | null;

  @InstantColumn({ name: 'end_time', nullable: true })
  endTime: Date | null;

  @Column({ name: 'cpu_ms', type: 'integer', nullable: true })
  cpuMs: number | null;

  /** Bytes as a double, since 32-bit integers end at 2 GiB. */
  @Column({ name: 'max_rss_bytes', type: 'double precision', nullable: true })
  maxRssBytes: number | null;

  /** Bytes written to disks, the log among them; null until it ends, and where it could not be read. */
  @Column({ name: 'written_bytes', type: 'double precision', nullable: true })
  writtenBytes: number | null;

  /** Bytes of log that the log limit dropped. */
  @Column({ name: 'dropped_bytes', type: 'double precision' })
  droppedBytes: number;

  /** When somebody said that it stays; null = retention may delete it. */
  @InstantColumn({ name: 'kept_at', nullable: true })
  keptAt: Date | null;

  /** Bytes that its log and files take on the disk; null until they are measured, after its end. */
  @Column({ name: 'disk_bytes', type: 'double precision', nullable: true })
  diskBytes: number | null;

  /** Percent that the script says is done; up to a second behind while it runs. */
  @Column({ type: 'integer', nullable: true })
  progress: number | null;

  @Column({ name: 'progress_message', type: 'varchar', length: 200, nullable: true })
  progressMessage: string | null;

  /** Size of the result; null when there is none. */
  @Column({ name: 'result_bytes', type: 'integer', nullable: true })
  resultBytes: number | null;

  /** Why what the script gave as its result was not taken, in a sentence. */
  @Column({ name: 'result_error', type: 'text', nullable: true })
  resultError: string | null;

  /** The same in parts. */
  @Column({ type: 'simple-json', name: 'result_cause', nullable: true })
  resultCause: Cause | null;

  /** JSON text as the script wrote it, at most 256 KiB; not read unless asked for, so that lists stay cheap. */
  @Column({ type: 'text', nullable: true, select: false })
  result: string | null;
}
