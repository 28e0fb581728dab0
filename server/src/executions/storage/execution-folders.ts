import { opendir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Runner } from '../../runner/runner.js';
import { diskUse } from './disk-use.js';
import { removeFolder } from '../../shared/files/remove-folder.js';

/** How the engine names the folder of an execution; nothing else in those directories is ours. */
const FOLDER_NAME = /^execution_([1-9]\d{0,9})$/;

/** The two folders of each execution: its log and its working directory. */
@Injectable()
export class ExecutionFolders {
  constructor(private readonly runner: Runner) {}

  /** Bytes that the log and the files of an execution take on the disk. */
  async measure(id: number): Promise<number> {
    return (await diskUse(this.runner.controlOf(id))) + (await diskUse(this.runner.spaceOf(id)));
  }

  async remove(id: number): Promise<void> {
    await Promise.all([
      removeFolder(this.runner.controlOf(id)),
      removeFolder(this.runner.spaceOf(id)),
    ]);
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
