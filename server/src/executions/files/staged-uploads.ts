/** Files of one request, streamed to a staging folder beside the execution spaces before the execution exists. */
export class StagedUploads {
  constructor(
    /** Absolute path of the staging folder. */
    readonly directory: string,
    /** Names of the files in it, in the order they came. */
    readonly names: readonly string[],
  ) {}
}
