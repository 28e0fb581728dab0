import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Not, Repository } from 'typeorm';
import { ScriptActivity, type TimeSource } from '../scripts/catalog/script-activity.js';
import { Schedule } from './schedule.entity.js';

/** Tells the list of scripts when their schedules start them next. */
@Injectable()
export class ScriptNextTimes implements TimeSource, OnModuleInit {
  constructor(
    @InjectRepository(Schedule) private readonly schedules: Repository<Schedule>,
    private readonly activity: ScriptActivity,
  ) {}

  onModuleInit(): void {
    this.activity.registerTimes(this);
  }

  async nextTimes(scriptIds: number[]): Promise<Map<number, Date>> {
    const schedules = await this.schedules.find({
      select: { id: true, scriptId: true, nextRunTime: true },
      where: { scriptId: In(scriptIds), nextRunTime: Not(IsNull()) },
      // latest first: the map keeps what comes last, the nearest
      order: { nextRunTime: 'DESC' },
    });
    return new Map(
      schedules.flatMap(({ scriptId, nextRunTime }) =>
        nextRunTime ? [[scriptId, nextRunTime] as const] : [],
      ),
    );
  }
}
