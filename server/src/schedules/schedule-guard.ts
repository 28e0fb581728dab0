import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ScriptDeletion, type ScriptDeletionParticipant } from '../scripts/script-deletion.js';
import { Schedule } from './schedule.entity.js';
import { problem, type Problem } from '../shared/problems/problem.js';

/** Objections are read by people: more names than this help nobody. */
const NAMES_SHOWN = 5;

/** Keeps a script from being deleted while an enabled schedule starts it. */
@Injectable()
export class ScheduleGuard implements ScriptDeletionParticipant, OnModuleInit {
  constructor(
    @InjectRepository(Schedule) private readonly schedules: Repository<Schedule>,
    private readonly deletion: ScriptDeletion,
  ) {}

  onModuleInit(): void {
    this.deletion.register(this);
  }

  async objections(scriptId: number): Promise<Problem[]> {
    const enabled = await this.schedules.find({
      select: { id: true, name: true },
      where: { scriptId, enabled: true },
      order: { name: 'ASC' },
      take: NAMES_SHOWN,
    });
    return enabled.map(({ name }) => problem('SCRIPT_IS_SCHEDULED', { name }));
  }

  /** Disabled schedules go with the script, by their foreign key. */
  async release(): Promise<void> {}
}
