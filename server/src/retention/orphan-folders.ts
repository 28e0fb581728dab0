import { Injectable, Logger } from '@nestjs/common';
import { ExecutionFolders } from '../executions/storage/execution-folders.js';
import { StoredExecutions } from '../executions/storage/stored-executions.js';
import { pause } from './pause.js';

/** Folders looked at in one step. */
const STEP = 200;

/** Removes folders of executions whose row is gone: a server was killed after it had deleted the row. */
@Injectable()
export class OrphanFolders {
  private readonly logger = new Logger(OrphanFolders.name);

  constructor(
    private readonly stored: StoredExecutions,
    private readonly folders: ExecutionFolders,
  ) {}

  /**
   * @param signal ends it between two steps
   * @returns how many executions' folders were removed
   */
  async collect(signal: AbortSignal): Promise<number> {
    let collected = 0;
    for await (const ids of this.folders.batches(STEP)) {
      if (signal.aborted) break;
      for (const id of await this.orphansAmong(ids)) {
        if (await this.folders.remove(id)) collected++;
      }
      await pause();
    }
    if (collected) this.logger.log('Folders without an execution removed', { collected });
    return collected;
  }

  /** An id above all rows may be given to a new execution at any moment, its folder may even be there before its row. */
  private async orphansAmong(ids: number[]): Promise<number[]> {
    const newest = await this.stored.newestId();
    return this.stored.missingAmong(ids.filter((id) => id < newest));
  }
}
