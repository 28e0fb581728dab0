import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { type ScriptUsage, StoredExecutions } from '../executions/storage/stored-executions.js';
import { type RetentionRules, ScriptsService } from '../scripts/scripts.service.js';
import { diskSpaceOf } from '../shared/disk-space.js';
import type { ScriptUsageDto, UsageDto } from './dto/usage.dto.js';
import { policyOf } from './retention-policy.js';

/** Tells what fills the disk. */
@Injectable()
export class UsageService {
  /** Under way: whoever asks meanwhile gets the same answer, since counting a million rows takes a moment. */
  private counting: Promise<UsageDto> | null = null;

  constructor(
    private readonly stored: StoredExecutions,
    private readonly scripts: ScriptsService,
    private readonly config: ServerConfig,
  ) {}

  async describe(): Promise<UsageDto> {
    this.counting ??= this.count().finally(() => (this.counting = null));
    return this.counting;
  }

  private async count(): Promise<UsageDto> {
    const { RETENTION_DAYS: days, RETENTION_RUNS: runs, RETENTION_BYTES: bytes } = this.config;
    const usage = await this.usageByScript();
    const oldestIds = [...usage.values()].map(({ oldestId }) => oldestId);
    const createdAt = await this.stored.creationTimes(oldestIds);
    const scripts = (await this.scripts.retentionRules())
      .map((script) => this.describeScript(script, usage.get(script.id), createdAt))
      .sort((one, other) => other.bytes - one.bytes || other.runs - one.runs);
    const run_bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
    return {
      retention: { days, runs, bytes },
      run_bytes,
      database_bytes: await this.databaseBytes(),
      ...(await diskSpaceOf(this.config.EXECUTION_SPACES_DIR)),
      scripts,
    };
  }

  private async usageByScript(): Promise<Map<number, ScriptUsage>> {
    const sums = new Map<number, ScriptUsage>();
    for await (const part of this.stored.usage()) {
      const sum = sums.get(part.scriptId);
      sums.set(part.scriptId, sum ? add(sum, part) : part);
    }
    return sums;
  }

  private describeScript(
    script: RetentionRules,
    usage: ScriptUsage | undefined,
    createdAt: ReadonlyMap<number, Date>,
  ): ScriptUsageDto {
    const { days, runs } = policyOf(script, this.config);
    return {
      script_id: script.id,
      script_name: script.name,
      runs: usage?.runs ?? 0,
      bytes: usage?.bytes ?? 0,
      kept_runs: usage?.keptRuns ?? 0,
      kept_bytes: usage?.keptBytes ?? 0,
      unmeasured_runs: usage?.unmeasuredRuns ?? 0,
      oldest_at: (usage && createdAt.get(usage.oldestId)) ?? null,
      retention_days: days,
      retention_runs: runs,
    };
  }

  private async databaseBytes(): Promise<number | null> {
    const path = this.config.databasePath;
    const [file, log] = await Promise.all([sizeOf(path), sizeOf(`${path}-wal`)]);
    return file === null ? null : file + (log ?? 0);
  }
}

/** The later part belongs to higher ids. */
const add = (sum: ScriptUsage, part: ScriptUsage): ScriptUsage => ({
  scriptId: sum.scriptId,
  runs: sum.runs + part.runs,
  bytes: sum.bytes + part.bytes,
  keptRuns: sum.keptRuns + part.keptRuns,
  keptBytes: sum.keptBytes + part.keptBytes,
  unmeasuredRuns: sum.unmeasuredRuns + part.unmeasuredRuns,
  oldestId: sum.oldestId,
});

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    // ENOENT: a database in memory has no file
    return null;
  }
}
