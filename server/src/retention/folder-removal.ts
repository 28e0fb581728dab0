import { Injectable, Logger } from '@nestjs/common';
import { ExecutionFolders } from '../executions/storage/execution-folders.js';

/** Removes folders of executions that have no row any more; one that cannot go does not hold up the others. */
@Injectable()
export class FolderRemoval {
  private readonly logger = new Logger(FolderRemoval.name);

  constructor(private readonly folders: ExecutionFolders) {}

  /** @returns whether both folders are gone */
  async remove(id: number): Promise<boolean> {
    try {
      await this.folders.remove(id);
      return true;
    } catch (error) {
      // a disk that fails, or files of another user: `OrphanFolders` comes by again
      this.logger.warn('The folders of a deleted execution could not be removed', error);
      return false;
    }
  }
}
