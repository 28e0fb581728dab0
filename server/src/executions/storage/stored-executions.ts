import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import {
  DataSource,
  In,
  IsNull,
  LessThan,
  MoreThan,
  Raw,
  Repository,
  type SelectQueryBuilder,
} from 'typeorm';
import { ExecutionDraft } from '../drafts/execution-draft.entity.js';
import { Execution } from '../execution.entity.js';
import { ExecutionStatus, isFinal } from '../execution-status.js';

/** What decides how long an execution stays. */
export type StoredExecution = Pick<Execution, 'id' | 'endTime' | 'keptAt' | 'diskBytes'>;

/** Counted each for itself, so that tries of a draft take no place of a script's runs. */
export const RUN_KINDS = ['saved', 'draft'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** What the executions of one script take. */
export interface ScriptUsage {
  scriptId: number;
  runs: number;
  /** Of those that are measured. */
  bytes: number;
  keptRuns: number;
  keptBytes: number;
  /** Ended, and not yet measured. */
  unmeasuredRuns: number;
  oldestId: number;
}

const FINAL = Object.values(ExecutionStatus).filter(isFinal);
const FIELDS = { id: true, endTime: true, keptAt: true, diskBytes: true } as const;

/** Rows that one step of counting reads from the index: half a millisecond. */
const COUNT_STEP = 2_000;

/** TypeORM writes `NOT (x IS NULL)`, by which SQLite does not recognise a partial index. */
const isNotNull = () => Raw((column) => `${column} IS NOT NULL`);

/** The rows of executions as what fills the disk. Each query is answered by an index and reads few rows. */
@Injectable()
export class StoredExecutions {
  constructor(
    @InjectRepository(Execution) private readonly executions: Repository<Execution>,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Oldest first. @param after only ids above it */
  async oldest(after: number, limit: number): Promise<StoredExecution[]> {
    const where = { id: MoreThan(after) };
    return this.executions.find({ select: FIELDS, where, order: { id: 'ASC' }, take: limit });
  }

  /** Of one script, oldest first. @param after only ids above it */
  async oldestOf(
    scriptId: number,
    kind: RunKind,
    after: number,
    limit: number,
  ): Promise<StoredExecution[]> {
    return this.ofScript(scriptId, kind)
      .andWhere('execution.id > :after', { after })
      .orderBy('execution.id')
      .limit(limit)
      .getMany();
  }

  /** The newest execution that is one too many when `limit` ended ones stay, kept ones not counted; 0 when there is none. */
  async newestBeyond(scriptId: number, kind: RunKind, limit: number): Promise<number> {
    const [row] = await this.ofScript(scriptId, kind)
      .andWhere('execution.endTime IS NOT NULL AND execution.keptAt IS NULL')
      .orderBy('execution.id', 'DESC')
      .offset(limit)
      .limit(1)
      .getMany();
    return row?.id ?? 0;
  }

  /**
   * Deletes the rows of executions that have ended, in one statement. One that somebody keeps meanwhile stays.
   * @returns the ids that have no row any more
   */
  async deleteEnded(ids: number[]): Promise<number[]> {
    await this.executions.delete({ id: In(ids), keptAt: IsNull(), status: In(FINAL) });
    return this.missingAmong(ids);
  }

  /** The ids that have no row. */
  async missingAmong(ids: number[]): Promise<number[]> {
    const rows = await this.executions.find({ select: { id: true }, where: { id: In(ids) } });
    const known = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => !known.has(id));
  }

  /** The highest id; 0 when there are no rows. */
  async newestId(): Promise<number> {
    return (await this.executions.maximum('id')) ?? 0;
  }

  /** Ended executions whose bytes are not known, newest first. @param before only ids below it */
  async unmeasured(before: number, limit: number): Promise<number[]> {
    const rows = await this.executions.find({
      select: { id: true },
      where: { id: LessThan(before), diskBytes: IsNull(), endTime: isNotNull() },
      order: { id: 'DESC' },
      take: limit,
    });
    return rows.map(({ id }) => id);
  }

  async setDiskBytes(id: number, diskBytes: number): Promise<void> {
    await this.executions.update({ id }, { diskBytes });
  }

  /** When executions were made, by id. */
  async creationTimes(ids: number[]): Promise<Map<number, Date>> {
    const rows = await this.executions.find({
      select: { id: true, createdAt: true },
      where: { id: In(ids) },
    });
    return new Map(rows.map(({ id, createdAt }) => [id, createdAt]));
  }

  /**
   * What each script takes, counted in steps between which others get their turn. A script comes once for each step that
   * meets it, so a caller adds up.
   */
  async *usage(): AsyncGenerator<ScriptUsage> {
    let last = { scriptId: 0, id: 0 };
    for (;;) {
      const step = await this.usageAfter(last);
      for (const usage of step) yield usage;
      const end = step.at(-1);
      if (!end) return;
      last = { scriptId: end.scriptId, id: end.newestId };
      await setImmediate();
    }
  }

  private async usageAfter(last: { scriptId: number; id: number }) {
    const rows = this.executions
      .createQueryBuilder('execution')
      .select('execution.script_id', 'script_id')
      .addSelect('execution.id', 'id')
      .addSelect('execution.end_time', 'end_time')
      .addSelect('execution.kept_at', 'kept_at')
      .addSelect('execution.disk_bytes', 'disk_bytes')
      .where('(execution.script_id, execution.id) > (:scriptId, :id)', last)
      .orderBy('execution.script_id')
      .addOrderBy('execution.id')
      .limit(COUNT_STEP);
    const groups = await this.dataSource
      .createQueryBuilder()
      .select('script_id', 'scriptId')
      .addSelect('COUNT(*)', 'runs')
      .addSelect('SUM(disk_bytes)', 'bytes')
      .addSelect('COUNT(kept_at)', 'keptRuns')
      .addSelect('SUM(CASE WHEN kept_at IS NULL THEN 0 ELSE disk_bytes END)', 'keptBytes')
      .addSelect('COUNT(end_time) - COUNT(disk_bytes)', 'unmeasuredRuns')
      .addSelect('MIN(id)', 'oldestId')
      .addSelect('MAX(id)', 'newestId')
      .from(`(${rows.getQuery()})`, 'step')
      .setParameters(rows.getParameters())
      .groupBy('script_id')
      .orderBy('script_id')
      .getRawMany<Record<keyof ScriptUsage | 'newestId', number | string | null>>();
    return groups.map((group) => ({
      scriptId: Number(group.scriptId),
      runs: Number(group.runs),
      bytes: Number(group.bytes),
      keptRuns: Number(group.keptRuns),
      keptBytes: Number(group.keptBytes),
      unmeasuredRuns: Number(group.unmeasuredRuns),
      oldestId: Number(group.oldestId),
      newestId: Number(group.newestId),
    }));
  }

  /** Drafts are few and found by an index of their own; of the others the index of the script holds all but that they are none. */
  private ofScript(scriptId: number, kind: RunKind): SelectQueryBuilder<Execution> {
    const query = this.executions
      .createQueryBuilder('execution')
      .select(Object.keys(FIELDS).map((field) => `execution.${field}`));
    if (kind === 'draft')
      return query
        .where('execution.isDraft IS NOT NULL')
        .andWhere('execution.scriptId + 0 = :scriptId', { scriptId });
    const draft = query
      .subQuery()
      .select('1')
      .from(ExecutionDraft, 'draft')
      .where('draft.executionId = execution.id');
    return query.where({ scriptId }).andWhere(`NOT EXISTS ${draft.getQuery()}`);
  }
}
