import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import {
  DataSource,
  type EntityManager,
  type FindOptionsWhere,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  MoreThanOrEqual,
  type QueryDeepPartialEntity,
  Repository,
  type SelectQueryBuilder,
} from 'typeorm';
import type { RunProgress } from '../runner/run.types.js';
import { narrow } from './execution-narrowing.js';
import { Execution } from './execution.entity.js';
import {
  assertMove,
  ExecutionStatus,
  type ExecutionTrigger,
  type FailureReason,
} from './execution-status.js';

/** Counting stops here: a list says "10 000+" rather than scan a huge table. */
export const COUNT_LIMIT = 10_000;

/** What the timeline shows of an execution: a thousand whole rows would take three times as long. */
const BAR_COLUMNS = [
  'id',
  'scriptId',
  'status',
  'reason',
  'exitCode',
  'signal',
  'trigger',
  'createdAt',
  'startTime',
  'endTime',
] as const satisfies readonly (keyof Execution)[];

/** What lists show of an execution; a whole row is twice as dear to read. */
const SUMMARY_COLUMNS = [
  ...BAR_COLUMNS,
  'version',
  'isDraft',
  'error',
  'triggeredBy',
  'scheduleId',
  'scheduledFor',
  'rerunOf',
  'attempt',
  'isInteractive',
  'isolation',
  'isWarm',
  'installStartTime',
  'installEndTime',
  'cpuMs',
  'maxRssBytes',
  'keptAt',
  'diskBytes',
  'progress',
  'progressMessage',
  'resultBytes',
] as const satisfies readonly (keyof Execution)[];

/** An execution as far as lists show it. */
export type ExecutionSummary = Pick<Execution, (typeof SUMMARY_COLUMNS)[number]>;

export interface ExecutionFilter {
  scriptId?: number;
  scheduleId?: number;
  statuses?: ExecutionStatus[];
  trigger?: ExecutionTrigger;
  reason?: FailureReason;
  /** Only those that retention leaves alone. */
  isKept?: boolean;
  /** Only those of drafts, or only those of versions. */
  isDraft?: boolean;
  /** Lowest and highest id, as `idsOfTimes` answers them. */
  ids?: IdRange;
}

/** Both ends belong to it; 0 and Infinity are open ends. */
export interface IdRange {
  first: number;
  last: number;
}

/** Fields that a change of status may set. */
export type StatusFacts = Partial<
  Pick<
    Execution,
    | 'reason'
    | 'exitCode'
    | 'signal'
    | 'error'
    | 'cause'
    | 'output'
    | 'isolation'
    | 'reach'
    | 'limits'
    | 'isWarm'
    | 'interpreterName'
    | 'interpreterPath'
    | 'interpreterVersion'
    | 'environmentId'
    | 'missingModule'
    | 'startTime'
    | 'endTime'
    | 'cpuMs'
    | 'maxRssBytes'
    | 'writtenBytes'
    | 'droppedBytes'
    | 'progress'
    | 'progressMessage'
    | 'result'
    | 'resultBytes'
    | 'resultError'
    | 'resultCause'
  >
>;

const propertiesOf = (columns: readonly (keyof Execution)[]) =>
  columns.map((column) => `execution.${column}`);

export type InstallTimes = Pick<Execution, 'installStartTime' | 'installEndTime'>;

/** The rows of executions; every change of status goes through `move`. */
@Injectable()
export class ExecutionsRepository {
  constructor(
    @InjectRepository(Execution) private readonly executions: Repository<Execution>,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /**
   * Changes a status in one statement, if it still is what the caller believes.
   * @returns whether it was; if not, somebody was faster and the caller's result is void
   */
  async move(
    id: number,
    from: ExecutionStatus,
    to: ExecutionStatus,
    facts: StatusFacts = {},
  ): Promise<boolean> {
    assertMove(from, to);
    const result = await this.executions.update({ id, status: from }, { ...facts, status: to });
    return result.affected === 1;
  }

  /** Writes how far a script says it is, unless it has ended meanwhile. */
  async storeProgress(id: number, { percent, message }: RunProgress): Promise<void> {
    const where = { id, status: ExecutionStatus.Running };
    await this.executions.update(where, { progress: percent, progressMessage: message });
  }

  /** Writes when an execution that waits began to wait for an installation, and when that was over. */
  async storeInstallTimes(id: number, times: InstallTimes): Promise<void> {
    await this.executions.update({ id, status: ExecutionStatus.Pending }, times);
  }

  /** Writes a new row, gives it its id. */
  async insert(
    execution: Execution,
    manager: EntityManager = this.executions.manager,
  ): Promise<void> {
    // TypeORM's type of a partial entity cannot say `unknown`, which the values of `params` are
    await manager.insert(Execution, execution as QueryDeepPartialEntity<Execution>);
  }

  async find(id: number): Promise<Execution | null> {
    return this.executions.findOneBy({ id });
  }

  /** With the columns that lists leave out: the end of its output and its result. */
  async findWithOutput(id: number): Promise<Execution | null> {
    return this.executions
      .createQueryBuilder('execution')
      .addSelect(['execution.output', 'execution.result'])
      .where({ id })
      .getOne();
  }

  /** In the order in which they start. @param status one that has not ended: few rows are expected */
  async withStatus(status: ExecutionStatus): Promise<Execution[]> {
    return this.executions.find({ where: { status }, order: { priority: 'DESC', id: 'ASC' } });
  }

  async pendingAmong(ids: number[]): Promise<Execution[]> {
    const where = { id: In(ids), status: ExecutionStatus.Pending };
    return this.executions.find({ where, order: { id: 'ASC' } });
  }

  /** Ids of the environments that running executions use. */
  async environmentsInUse(): Promise<number[]> {
    const running = await this.executions.find({
      select: { id: true, environmentId: true },
      where: { status: ExecutionStatus.Running },
    });
    return running.flatMap(({ environmentId }) => environmentId ?? []);
  }

  async countUnfinished(scriptId: number, manager: EntityManager): Promise<number> {
    return manager.countBy(Execution, {
      scriptId,
      status: In([ExecutionStatus.Pending, ExecutionStatus.Running]),
    });
  }

  /** Ids of all executions of a script. */
  async idsOf(scriptId: number, manager: EntityManager): Promise<number[]> {
    const rows = await manager
      .createQueryBuilder(Execution, 'execution')
      .select('execution.id', 'id')
      .where({ scriptId })
      .getRawMany<{ id: number }>();
    return rows.map(({ id }) => id);
  }

  /** @returns whether there is such an execution */
  async setKept(id: number, keptAt: Date | null): Promise<boolean> {
    const result = await this.executions.update({ id }, { keptAt });
    return result.affected === 1;
  }

  async delete(id: number): Promise<void> {
    await this.executions.delete({ id });
  }

  /**
   * The executions made in a window of time, as a range of ids: ids are given in the order of creation, so one look at
   * each end of the window serves every other filter by the indexes that end in the id.
   * @param from made at or after this instant
   * @param to made before this instant
   */
  async idsOfTimes(from: Date | undefined, to: Date | undefined): Promise<IdRange> {
    const edge = (where: FindOptionsWhere<Execution>, direction: 'ASC' | 'DESC') =>
      this.executions.findOne({
        select: { id: true, createdAt: true },
        where,
        order: { createdAt: direction, id: direction },
      });
    const [first, last] = await Promise.all([
      from && edge({ createdAt: MoreThanOrEqual(from) }, 'ASC'),
      to && edge({ createdAt: LessThan(to) }, 'DESC'),
    ]);
    return {
      first: from ? (first?.id ?? Infinity) : 0,
      last: to ? (last?.id ?? 0) : Infinity,
    };
  }

  /** Newest first. @param before only ids below it: the keyset of the page */
  async page(
    filter: ExecutionFilter,
    before: number | undefined,
    limit: number,
  ): Promise<ExecutionSummary[]> {
    const query = this.filtered(filter).select(propertiesOf(SUMMARY_COLUMNS));
    if (before !== undefined) query.andWhere({ id: LessThan(before) });
    return query.orderBy('execution.id', 'DESC').limit(limit).getMany();
  }

  /**
   * What happened in a window of time, newest first, with the facts of a bar only.
   * @param since only those that had not ended then
   */
  async alive(filter: ExecutionFilter, since: Date, limit: number): Promise<Execution[]> {
    return this.filtered(filter)
      .select(propertiesOf(BAR_COLUMNS))
      .andWhere([{ endTime: IsNull() }, { endTime: MoreThanOrEqual(since) }])
      .orderBy('execution.id', 'DESC')
      .limit(limit)
      .getMany();
  }

  /** How many rows match, at most `COUNT_LIMIT + 1`. */
  async countUpToLimit(filter: ExecutionFilter): Promise<number> {
    if (filter.isDraft !== false) return this.countUpTo(COUNT_LIMIT + 1, filter);
    // drafts are few: to read of each other row that it is none would take sixty times as long
    const drafts = await this.countUpTo(COUNT_LIMIT + 1, { ...filter, isDraft: true });
    // not all of them are counted then, so that they cannot be taken off
    if (drafts > COUNT_LIMIT) return this.countUpTo(COUNT_LIMIT + 1, filter);
    const all = { ...filter, isDraft: undefined };
    return (await this.countUpTo(COUNT_LIMIT + 1 + drafts, all)) - drafts;
  }

  private async countUpTo(limit: number, filter: ExecutionFilter): Promise<number> {
    const some = this.filtered(filter).select('execution.id', 'id').limit(limit);
    const counted = await this.dataSource
      .createQueryBuilder()
      .select('COUNT(*)', 'count')
      .from(`(${some.getQuery()})`, 'some')
      .setParameters(some.getParameters())
      .getRawOne<{ count: number | string }>();
    return Number(counted?.count ?? 0);
  }

  private filtered(filter: ExecutionFilter): SelectQueryBuilder<Execution> {
    const query = this.executions.createQueryBuilder('execution').where('1 = 1');
    const { first, last } = filter.ids ?? { first: 0, last: Infinity };
    if (first === Infinity) query.andWhere('1 = 0');
    else if (first > 0) query.andWhere({ id: MoreThanOrEqual(first) });
    if (last !== Infinity) query.andWhere({ id: LessThanOrEqual(last) });
    narrow(query, filter);
    return query;
  }
}
