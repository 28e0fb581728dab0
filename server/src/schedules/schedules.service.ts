import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, Repository } from 'typeorm';
import { ServerConfig } from '../config/server-config.js';
import { IdempotentStart, type Start } from '../executions/idempotency/idempotent-start.js';
import { resolveParameters } from '../scripts/parameters/resolve-parameters.js';
import { ScriptsService } from '../scripts/scripts.service.js';
import { overwrittenFields } from '../shared/http/overwritten-fields.js';
import { Clock } from '../shared/time/clock.js';
import { CronExpression } from './cron-expression.js';
import {
  type CreateScheduleDto,
  type PreviewScheduleDto,
  ScheduleDto,
  type SchedulePreviewDto,
  type SwitchSchedulesDto,
  type UpdateScheduleDto,
} from './dto/schedule.dto.js';
import { plannedTimes } from './schedule-preview.js';
import { ScheduleReader } from './schedule-reader.js';
import { ScheduleTicker } from './schedule-ticker.js';
import { Schedule } from './schedule.entity.js';
import { ScheduleChangedError, ScheduleNotFoundError } from './schedule.errors.js';

/** The schedules and their planned times. */
@Injectable()
export class SchedulesService {
  constructor(
    @InjectRepository(Schedule) private readonly schedules: Repository<Schedule>,
    private readonly scripts: ScriptsService,
    private readonly starts: IdempotentStart,
    private readonly reader: ScheduleReader,
    private readonly ticker: ScheduleTicker,
    private readonly clock: Clock,
    private readonly config: ServerConfig,
  ) {}

  /**
   * @throws InvalidCronError, InvalidTimezoneError, ScriptNotFoundError
   * @throws InvalidInputError when its runs would be refused because of `params`
   */
  async create(dto: CreateScheduleDto): Promise<ScheduleDto> {
    const now = this.clock.now();
    const expression = new CronExpression(
      dto.cron_expression,
      dto.timezone ?? this.config.DEFAULT_TIMEZONE,
    );
    const enabled = dto.enabled ?? true;
    const params = dto.params ?? {};
    const schedule = await this.schedules.manager.transaction(async (manager) => {
      await this.assertRunnable(manager, dto.script_id, params);
      const fresh = manager.create(Schedule, {
        scriptId: dto.script_id,
        name: dto.name,
        description: dto.description ?? '',
        cronExpression: expression.text,
        timezone: expression.timezone,
        params,
        enabled,
        lastRunTime: null,
        nextRunTime: enabled ? expression.next(now) : null,
        createdAt: now,
        updatedAt: now,
      });
      return manager.save(fresh);
    });
    return this.planned(schedule);
  }

  /**
   * Changes what is given. The next planned time is computed anew when the expression, its zone or `enabled` changes.
   * @throws ScheduleNotFoundError, and what `create` throws
   * @throws ScheduleChangedError when it would overwrite what somebody else changed after `dto.base` was read
   */
  async update(id: number, dto: UpdateScheduleDto): Promise<ScheduleDto> {
    const overwritten = await this.schedules.manager.transaction((manager) =>
      this.change(manager, id, dto),
    );
    const schedule = await this.find(id);
    if (overwritten.length === 0) return this.planned(schedule);
    const current = await this.reader.describe(schedule);
    throw new ScheduleChangedError({ current, changed: overwritten });
  }

  /** Its past executions stay. @throws ScheduleNotFoundError */
  async delete(id: number): Promise<void> {
    const { affected } = await this.schedules.delete({ id });
    if (!affected) throw new ScheduleNotFoundError(id);
  }

  /**
   * Enables or disables.
   * @param enabled default: the other of what it has
   * @throws ScheduleNotFoundError
   */
  async toggle(id: number, enabled?: boolean): Promise<ScheduleDto> {
    return this.update(id, { enabled: enabled ?? !(await this.find(id)).enabled });
  }

  /** Enables or disables many; the deleted among them are left out. */
  async switchAll({ ids, enabled }: SwitchSchedulesDto): Promise<ScheduleDto[]> {
    const known = await this.schedules.find({ select: { id: true }, where: { id: In(ids) } });
    const switched: ScheduleDto[] = [];
    for (const { id } of known) switched.push(await this.update(id, { enabled }));
    return switched;
  }

  /**
   * Runs the script now with the schedule's values; planned times stay as they are.
   * @param key undefined for a request that is one of its own
   * @throws ScheduleNotFoundError, IdempotencyKeyReusedError
   * @throws InvalidInputError when the values no longer fit the script's parameters
   */
  async runNow(id: number, key: string | undefined): Promise<Start> {
    const { scriptId, params } = await this.find(id);
    const start = await this.starts.executeForSchedule(id, scriptId, params, key);
    if (!start.isReplayed) await this.schedules.update({ id }, { lastRunTime: this.clock.now() });
    return start;
  }

  /** The next planned times of an expression that need not belong to a schedule. @throws InvalidCronError, InvalidTimezoneError */
  preview(dto: PreviewScheduleDto): SchedulePreviewDto {
    const expression = new CronExpression(
      dto.cron_expression,
      dto.timezone ?? this.config.DEFAULT_TIMEZONE,
    );
    return {
      cron_expression: expression.text,
      timezone: expression.timezone,
      description: expression.describe(),
      next_times: plannedTimes(expression, this.clock.now(), dto.count ?? 5),
    };
  }

  /** @returns the fields that it would overwrite unseen; nothing is written then */
  private async change(
    manager: EntityManager,
    id: number,
    dto: UpdateScheduleDto,
  ): Promise<string[]> {
    const old = await this.find(id, manager);
    const overwritten = overwrittenFields(dto, dto.base ?? {}, ScheduleDto.from(old, '', []));
    if (overwritten.length > 0) return overwritten;
    const now = this.clock.now();
    const expression = new CronExpression(
      dto.cron_expression ?? old.cronExpression,
      dto.timezone ?? old.timezone,
    );
    const changes = {
      scriptId: dto.script_id ?? old.scriptId,
      name: dto.name ?? old.name,
      description: dto.description ?? old.description,
      cronExpression: expression.text,
      timezone: expression.timezone,
      params: dto.params ?? old.params,
      enabled: dto.enabled ?? old.enabled,
      updatedAt: now,
    };
    if (dto.script_id || dto.params)
      await this.assertRunnable(manager, changes.scriptId, changes.params);
    const hasNewTimes =
      changes.cronExpression !== old.cronExpression ||
      changes.timezone !== old.timezone ||
      changes.enabled !== old.enabled;
    // otherwise `next_run_time` belongs to the ticker, which may be moving it at this moment
    const nextRunTime = changes.enabled ? expression.next(now) : null;
    await manager.save(Schedule, { id, ...changes, ...(hasNewTimes && { nextRunTime }) });
    return [];
  }

  private async find(id: number, manager = this.schedules.manager): Promise<Schedule> {
    const schedule = await manager.findOneBy(Schedule, { id });
    if (!schedule) throw new ScheduleNotFoundError(id);
    return schedule;
  }

  /** In the transaction that plans the script, so that its deletion comes before, or sees the plan. */
  private async assertRunnable(
    manager: EntityManager,
    scriptId: number,
    params: Record<string, unknown>,
  ): Promise<void> {
    const { parameters } = await this.scripts.get(scriptId, manager);
    resolveParameters(parameters, params);
  }

  private planned(schedule: Schedule): Promise<ScheduleDto> {
    this.ticker.wakeBy(schedule.nextRunTime);
    return this.reader.describe(schedule);
  }
}
