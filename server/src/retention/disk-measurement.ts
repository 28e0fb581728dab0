import { Injectable, Logger } from '@nestjs/common';
import { ExecutionFolders } from '../executions/storage/execution-folders.js';
import { StoredExecutions } from '../executions/storage/stored-executions.js';
import { pause } from './pause.js';

/** Runs measured before other work gets a turn. */
const STEP = 20;

/** Above every id: they are 32-bit integers on both databases. */
const HIGHEST_ID = 2 ** 31 - 1;

/** Finds out how many bytes ended runs take, the newest first, one after the other and away from the runs themselves. */
@Injectable()
export class DiskMeasurement {
  private readonly logger = new Logger(DiskMeasurement.name);

  constructor(
    private readonly stored: StoredExecutions,
    private readonly folders: ExecutionFolders,
  ) {}

  /**
   * @param limit runs measured at most: rows from before there was a measure follow little by little
   * @param signal ends it between two steps
   * @returns how many runs were measured
   */
  async run(limit: number, signal: AbortSignal): Promise<number> {
    let measured = 0;
    let before = HIGHEST_ID;
    while (measured < limit && !signal.aborted) {
      const ids = await this.stored.unmeasured(before, STEP);
      for (const id of ids) await this.measure(id);
      measured += ids.length;
      before = ids.at(-1) ?? before;
      if (ids.length < STEP) break;
      await pause();
    }
    return measured;
  }

  private async measure(id: number): Promise<void> {
    try {
      await this.stored.setDiskBytes(id, await this.folders.measure(id));
    } catch (error) {
      // a disk that fails: the others must be measured all the same, and this one is tried again
      this.logger.warn('The bytes of an execution could not be counted', error);
    }
  }
}
