import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import { StagedUploads } from './staged-uploads.js';
import { checkUploadName } from './upload-name.js';

type StoredFile = Express.Multer.File;

/** Streams the files of one request to a folder of their own, under their own names. */
export class UploadStorage implements StorageEngine {
  readonly #names: string[] = [];
  readonly #writes: Promise<void>[] = [];

  /** @param directory absolute path; made with the first file */
  constructor(private readonly directory: string) {}

  /** What has been stored; undefined when the request held no file. */
  get uploads(): StagedUploads | undefined {
    return this.#names.length ? new StagedUploads(this.directory, this.#names) : undefined;
  }

  _handleFile(
    _request: Request,
    file: StoredFile,
    callback: (error?: unknown, info?: Partial<StoredFile>) => void,
  ): void {
    try {
      checkUploadName(file.originalname, this.#names);
    } catch (error) {
      callback(error);
      return;
    }
    this.#names.push(file.originalname);
    const write = this.#store(file);
    this.#writes.push(write);
    write.then(() => callback(null, {}), callback);
  }

  /** Files are not removed one by one: whoever refuses the request discards the folder. */
  _removeFile(_request: Request, _file: StoredFile, callback: (error: Error | null) => void): void {
    callback(null);
  }

  /** Removes everything, once nothing is written any more. */
  async discard(): Promise<void> {
    await Promise.allSettled(this.#writes);
    await this.uploads?.discard();
  }

  async #store(file: StoredFile): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await pipeline(
      file.stream,
      createWriteStream(join(this.directory, file.originalname), { flags: 'wx' }),
    );
  }
}
