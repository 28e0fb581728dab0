import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Script } from '../script.entity.js';
import { ScriptsService } from '../scripts.service.js';
import { freeName } from './free-name.js';

/** Makes scripts from others. */
@Injectable()
export class ScriptDuplicates {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly scripts: ScriptsService,
  ) {}

  /**
   * A new script with the code, parameters, dependencies and settings of another, without its versions and runs.
   * @param ending what makes its name that of a copy
   * @throws ScriptNotFoundError
   */
  async duplicate(id: number, ending = 'copy'): Promise<Script> {
    const script = await this.scripts.get(id);
    return this.scripts.create({
      name: await freeName(this.dataSource.manager, script.name, ending),
      description: script.description,
      type: script.type,
      code: script.code,
      dependencies: script.dependencies,
      parameters: script.parameters,
      tags: script.tags,
      category: script.category,
      timeout_seconds: script.timeoutSeconds,
      concurrency_limit: script.concurrencyLimit,
      interpreter_id: script.interpreterId,
      retention_days: script.retentionDays,
      retention_runs: script.retentionRuns,
      limits: script.limits ?? {},
      network: script.network,
      readable_folders: script.readableFolders ?? [],
    });
  }
}
