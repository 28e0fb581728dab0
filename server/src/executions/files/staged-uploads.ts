import { rename, rm } from 'node:fs/promises';

/** Files of one request, streamed to a staging folder beside the execution spaces before the execution exists. */
export class StagedUploads {
  constructor(
    /** Absolute path of the staging folder. */
    readonly directory: string,
    /** Names of the files in it, in the order they came. */
    readonly names: readonly string[],
  ) {}

  /**
   * Makes the staging folder an execution's space, in one step. What lies there is removed: the execution is new, so
   * it is left from one that a rolled back transaction or a restored database has forgotten.
   * @param space absolute path on the same file system
   */
  async moveTo(space: string): Promise<void> {
    await rm(space, { recursive: true, force: true });
    await rename(this.directory, space);
  }

  /** Deletes the files unless they have been moved. */
  async discard(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
