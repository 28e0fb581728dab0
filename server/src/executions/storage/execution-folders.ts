import { opendir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { Runner } from '../../runner/runner.js';
import { diskUse } from '../../runner/disk-use.js';
import { removeFolder } from '../../runner/remove-folder.js';

/** Entries looked at in one folder: a script may leave millions. What lies beyond is not counted. */
const ENTRY_LIMIT = 50_000;

/** How the engine names the folder of an execution; nothing else in those directories is ours. */
const FOLDER_NAME = /^execution_([1-9]\d{0,9})$/;

/** The two folders of each execution: its log and its working directory. */
@Injectable()
export class ExecutionFolders {
  private readonly logger = new Logger(ExecutionFolders.name);

  constructor(private readonly runner: Runner) {}

  /** Bytes that the log and the files of an execution take on the disk. */
  async measure(id: number): Promise<number> {
    const limits = { entries: ENTRY_LIMIT };
    return (
      (await diskUse(this.runner.controlOf(id), limits)) +
      (await diskUse(this.runner.spaceOf(id), limits))
    );
  }

  /**
   * Removes what an execution has left whose row is gone. One that cannot go holds up neither the others nor a request.
   * @returns whether both folders are gone
   */
  async remove(id: number): Promise<boolean> {
    try {
      await Promise.all([
        removeFolder(this.runner.controlOf(id)),
        removeFolder(this.runner.spaceOf(id)),
      ]);
      return true;
    } catch (error) {
      // a disk that fails, or files of another user: retention comes by again
      this.logger.warn('The folders of a deleted execution could not be removed', error);
      return false;
    }
  }

  /** Ids that some folder is named after, in batches; an id with both folders comes twice. */
  async *batches(size: number): AsyncGenerator<number[]> {
    for (const directory of [dirname(this.runner.controlOf(1)), dirname(this.runner.spaceOf(1))]) {
      let ids: number[] = [];
      for await (const entry of await opendir(directory)) {
        const id = FOLDER_NAME.exec(entry.name)?.[1];
        if (id === undefined || !entry.isDirectory()) continue;
        ids.push(Number(id));
        if (ids.length < size) continue;
        yield ids;
        ids = [];
      }
      yield ids;
    }
  }
}
