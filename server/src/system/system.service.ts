import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { PRODUCT_VERSION } from '../config/product-version.js';
import { ExecutionDispatcher } from '../executions/dispatch/execution-dispatcher.js';
import { Runner } from '../runner/runner.js';
import type { ScriptType } from '../scripts/script-type.js';
import type { SystemDto } from './dto/system.dto.js';

/** Tells what this server is and can do. */
@Injectable()
export class SystemService {
  constructor(
    private readonly config: ServerConfig,
    private readonly runner: Runner,
    private readonly dispatcher: ExecutionDispatcher,
  ) {}

  describe(): SystemDto {
    const { level, unavailable } = this.runner.isolation;
    return {
      version: PRODUCT_VERSION,
      isolation: level,
      unavailable_isolation: unavailable.map(({ level: name, why }) => ({ level: name, why })),
      interpreters: [...this.runner.interpreters].map(([language, interpreter]) => ({
        language: language as ScriptType,
        version: 'version' in interpreter ? interpreter.version : null,
        problem: 'error' in interpreter ? interpreter.error : null,
      })),
      concurrency: this.config.EXECUTION_CONCURRENCY,
      ...this.dispatcher.counts(),
      default_timeout_seconds: this.config.EXECUTION_TIMEOUT,
      default_timezone: this.config.DEFAULT_TIMEZONE,
      upload_limit_bytes: this.config.UPLOAD_LIMIT_BYTES,
    };
  }
}
