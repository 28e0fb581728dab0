import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { PRODUCT_VERSION } from '../config/product-version.js';
import { ServerConfig } from '../config/server-config.js';
import { ExecutionDispatcher } from '../executions/dispatch/execution-dispatcher.js';
import { InterpreterChoices } from '../interpreters/interpreter-choices.js';
import { sentenceOf } from '../runner/causes.js';
import { Runner } from '../runner/runner.js';
import { ScriptType } from '../scripts/script-type.js';
import { CauseDto } from '../shared/causes/cause.dto.js';
import type { DefaultInterpreterDto, SystemDto } from './dto/system.dto.js';

/** Tells what this server is and can do. */
@Injectable()
export class SystemService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly config: ServerConfig,
    private readonly runner: Runner,
    private readonly interpreters: InterpreterChoices,
    private readonly dispatcher: ExecutionDispatcher,
  ) {}

  async describe(): Promise<SystemDto> {
    const { level, unavailable } = this.runner.isolation;
    const { groupsObstacle } = this.runner;
    return {
      version: PRODUCT_VERSION,
      node_version: process.versions.node,
      database: await this.database(),
      isolation: level,
      unavailable_isolation: unavailable.map(({ level: name, cause }) => ({
        level: name,
        why: sentenceOf(cause),
        cause: CauseDto.from(cause),
      })),
      interpreters: await Promise.all(
        Object.values(ScriptType).map((language) => this.defaultOf(language)),
      ),
      concurrency: this.config.EXECUTION_CONCURRENCY,
      ...this.dispatcher.counts(),
      default_timeout_seconds: this.config.EXECUTION_TIMEOUT,
      default_limits: {
        memory_bytes: this.config.resources.memoryBytes,
        processes: this.config.resources.processes,
        cpu_seconds: this.config.resources.cpuSeconds,
        space_bytes: this.config.resources.spaceBytes,
        log_bytes: this.config.resources.logBytes,
        open_files: this.config.resources.openFiles,
      },
      groups_problem: groupsObstacle && sentenceOf(groupsObstacle),
      groups_cause: CauseDto.from(groupsObstacle),
      default_network: this.config.EXECUTION_NETWORK,
      readable_folders: this.config.READABLE_FOLDERS,
      default_timezone: this.config.DEFAULT_TIMEZONE,
      upload_limit_bytes: this.config.UPLOAD_LIMIT_BYTES,
    };
  }

  private async defaultOf(language: ScriptType): Promise<DefaultInterpreterDto> {
    const found = await this.interpreters.forRun(null, language);
    return 'cause' in found
      ? {
          ...{ language, version: null },
          problem: sentenceOf(found.cause),
          cause: CauseDto.from(found.cause),
        }
      : { language, version: found.version, problem: null, cause: null };
  }

  private async database(): Promise<string> {
    const [row] = await this.dataSource.query<{ version: string }[]>(
      'SELECT sqlite_version() AS version',
    );
    return `SQLite ${row?.version}`;
  }
}
