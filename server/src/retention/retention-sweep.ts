import { Injectable, Logger } from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { ExecutionFolders } from '../executions/storage/execution-folders.js';
import {
  RUN_KINDS,
  type RunKind,
  type StoredExecution,
  StoredExecutions,
} from '../executions/storage/stored-executions.js';
import { type RetentionRules, ScriptsService } from '../scripts/scripts.service.js';
import { FreePages } from '../shared/database/free-pages.js';
import { Clock } from '../shared/time/clock.js';
import { pause } from './pause.js';
import { cutoffOf, isExempt, policyOf } from './retention-policy.js';

/** Executions looked at or deleted in one step: the database is busy for about a millisecond. */
const STEP = 10;

/** Deletes the executions that are too old or too many, with their logs and files, in small steps. */
@Injectable()
export class RetentionSweep {
  private readonly logger = new Logger(RetentionSweep.name);

  constructor(
    private readonly scripts: ScriptsService,
    private readonly stored: StoredExecutions,
    private readonly folders: ExecutionFolders,
    private readonly freePages: FreePages,
    private readonly config: ServerConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * @param signal ends it between two steps
   * @returns how many executions were deleted
   */
  async run(signal: AbortSignal): Promise<number> {
    let deleted = 0;
    for (const script of await this.scripts.retentionRules()) {
      for (const kind of RUN_KINDS) deleted += await this.sweepScript(script, kind, signal);
      if (signal.aborted) return deleted;
    }
    deleted += await this.sweepBytes(signal);
    if (!deleted || signal.aborted) return deleted;
    this.logger.log('Old executions deleted', { deleted });
    await this.shrink(signal);
    return deleted;
  }

  /** By age and number, the oldest first: a step in which every ended run stays is the end, since ids follow time. */
  private async sweepScript(
    script: RetentionRules,
    kind: RunKind,
    signal: AbortSignal,
  ): Promise<number> {
    const policy = policyOf(script, this.config);
    const cutoff = cutoffOf(policy, this.clock.now());
    const surplus = policy.runs && (await this.stored.newestBeyond(script.id, kind, policy.runs));
    if (!cutoff && !surplus) return 0;
    const isTooOld = ({ endTime }: StoredExecution) => cutoff && endTime && endTime < cutoff;
    let deleted = 0;
    let last = 0;
    while (!signal.aborted) {
      const step = await this.stored.oldestOf(script.id, kind, last, STEP);
      last = step.at(-1)?.id ?? last;
      const ended = step.filter((execution) => !isExempt(execution));
      const going = ended.filter((execution) => execution.id <= surplus || isTooOld(execution));
      deleted += await this.delete(going);
      if (step.length < STEP || (ended.length && !going.length)) break;
      await pause();
    }
    return deleted;
  }

  /** By bytes: the oldest of all scripts go until the rest fits. */
  private async sweepBytes(signal: AbortSignal): Promise<number> {
    const limit = this.config.RETENTION_BYTES;
    if (!limit) return 0;
    let surplus = (await this.countBytes()) - limit;
    let deleted = 0;
    let last = 0;
    while (surplus > 0 && !signal.aborted) {
      const step = await this.stored.oldest(last, STEP);
      last = step.at(-1)?.id ?? last;
      const going = [];
      for (const execution of step) {
        if (surplus <= 0) break;
        if (isExempt(execution)) continue;
        going.push(execution);
        surplus -= execution.diskBytes ?? 0;
      }
      deleted += await this.delete(going);
      if (step.length < STEP) break;
      await pause();
    }
    return deleted;
  }

  private async countBytes(): Promise<number> {
    let bytes = 0;
    for await (const usage of this.stored.usage()) bytes += usage.bytes - usage.keptBytes;
    return bytes;
  }

  /** Rows first: a crash in between leaves folders without a row, which `OrphanFolders` finds, and never a row whose log is gone. */
  private async delete(executions: StoredExecution[]): Promise<number> {
    if (!executions.length) return 0;
    const gone = await this.stored.deleteEnded(executions.map(({ id }) => id));
    for (const id of gone) await this.folders.remove(id);
    return gone.length;
  }

  private async shrink(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.freePages.release())) await pause();
    await this.freePages.truncateLog();
  }
}
