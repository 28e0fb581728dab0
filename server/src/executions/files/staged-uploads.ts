import { rename, rm } from 'node:fs/promises';

/** Files of one request, streamed to a staging folder beside the execution spaces before the execution exists. */
export class StagedUploads {
  constructor(
    /** Absolute path of the staging folder. */
    readonly directory: string,
    /** Names of the files in it, in the order they came. */
    readonly names: readonly string[],
  ) {}

  /** Makes the staging folder the working directory of an execution; nothing is copied. */
  async moveTo(space: string): Promise<void> {
    // what may be there is left over from an insert that was rolled back: no execution of this id ran
    await rm(space, { recursive: true, force: true });
    await rename(this.directory, space);
  }

  async discard(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
