import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ScriptDeletion, type ScriptDeletionParticipant } from '../scripts/script-deletion.js';
import { Schedule } from './schedule.entity.js';
import { problem, type Problem } from '../shared/problems/problem.js';

/** Objections are read by people: more names than this help nobody. */
const NAMES_SHOWN = 5;

/** Keeps a script from being deleted while an enabled schedule starts it; disabled ones go with it, by their foreign key. */
@Injectable()
export class ScheduleGuard implements ScriptDeletionParticipant, OnModuleInit {
  constructor(private readonly deletion: ScriptDeletion) {}

  onModuleInit(): void {
    this.deletion.register(this);
  }

  async objections(scriptId: number, manager: EntityManager): Promise<Problem[]> {
    const enabled = await manager.find(Schedule, {
      select: { id: true, name: true },
      where: { scriptId, enabled: true },
      order: { name: 'ASC' },
      take: NAMES_SHOWN,
    });
    return enabled.map(({ name }) => problem('SCRIPT_IS_SCHEDULED', { name }));
  }
}
