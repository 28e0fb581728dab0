import { cp, lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Runner } from '../../runner/runner.js';
import type { Execution } from '../execution.entity.js';
import { UploadsGoneError } from '../execution.errors.js';
import { IncomingFolder } from './incoming-folder.js';
import { StagedUploads } from './staged-uploads.js';

/** Makes the uploaded files of an earlier execution the uploads of a new one. */
@Injectable()
export class UploadCopies {
  constructor(
    private readonly runner: Runner,
    private readonly incoming: IncomingFolder,
  ) {}

  /**
   * Undefined when nothing was uploaded. Files are copied as the earlier execution left them.
   * @throws UploadsGoneError that names the missing ones
   */
  async of(execution: Execution): Promise<StagedUploads | undefined> {
    if (!execution.uploads.length) return undefined;
    const space = this.runner.spaceOf(execution.id);
    const gone = await missing(space, execution.uploads);
    if (gone.length) throw new UploadsGoneError(gone);
    const staging = this.incoming.newPath();
    await mkdir(staging, { recursive: true });
    const uploads = new StagedUploads(staging, execution.uploads);
    try {
      for (const name of execution.uploads)
        await cp(join(space, name), join(staging, name), { verbatimSymlinks: true });
    } catch (error) {
      await uploads.discard();
      throw error;
    }
    return uploads;
  }
}

async function missing(space: string, names: string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map((name) =>
      lstat(join(space, name)).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => !found[index]);
}
