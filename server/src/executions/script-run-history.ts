import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import {
  type RunSource,
  ScriptActivity,
  type ScriptRun,
} from '../scripts/catalog/script-activity.js';
import { Execution } from './execution.entity.js';

/** Tells the list of scripts how their last runs went; those of drafts say nothing about the script. */
@Injectable()
export class ScriptRunHistory implements RunSource, OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly activity: ScriptActivity,
  ) {}

  onModuleInit(): void {
    this.activity.registerRuns(this);
  }

  /** Reads a few rows of each script from the end of the index of its executions, however many there are. */
  async recentRuns(perScript: number, scriptIds?: number[]): Promise<ScriptRun[]> {
    const newest = this.dataSource
      .createQueryBuilder()
      .select('recent.id')
      .from(Execution, 'recent')
      .where('recent.scriptId = script.id')
      .andWhere('recent.isDraft IS NULL')
      .orderBy('recent.id', 'DESC')
      .limit(perScript);
    const rows = this.dataSource
      .getRepository(Execution)
      .createQueryBuilder('execution')
      .select(['id', 'scriptId', 'status', 'createdAt', 'startTime', 'endTime'].map(column))
      .innerJoin('scripts', 'script', `execution.id IN (${newest.getQuery()})`)
      .orderBy('execution.id', 'DESC');
    if (scriptIds) rows.where('script.id IN (:...scriptIds)', { scriptIds });
    return rows.getMany();
  }
}

const column = (name: string): string => `execution.${name}`;
