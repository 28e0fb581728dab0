import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Runner } from '../../runner/runner.js';
import type { ExecutionFilesDto } from '../dto/execution-file.dto.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionNotFoundError } from '../execution.errors.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { nameText } from './file-name.js';
import { fileKind } from './file-type.js';
import { sendFile } from './send-file.js';
import { openInside, pathNames } from './space-path.js';
import { findFiles } from './space-walk.js';

const LIST_LIMIT = 1_000;

/** The files in the working directories of executions. */
@Injectable()
export class ExecutionFiles {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly runner: Runner,
  ) {}

  /** By path; empty before the execution starts. @throws ExecutionNotFoundError */
  async list(id: number): Promise<ExecutionFilesDto> {
    const { uploads } = await this.get(id);
    const { files, isTruncated } = await findFiles(this.runner.spaceOf(id), LIST_LIMIT);
    const uploaded = new Set(uploads.map((name) => nameText(Buffer.from(name))));
    return {
      items: files.map(({ path, size, modifiedAt }) => ({
        path,
        name: basename(path),
        size,
        modified_at: modifiedAt,
        kind: fileKind(path),
        is_upload: uploaded.has(path),
      })),
      total: files.length,
      total_bytes: files.reduce((sum, { size }) => sum + size, 0),
      is_truncated: isTruncated,
    };
  }

  /**
   * Sends one file, to be shown or kept.
   * @param path relative, as in the list
   * @throws ExecutionNotFoundError, UnsafePathError, FileNotFoundError
   */
  async send(
    id: number,
    path: string | string[],
    isDownload: boolean,
    request: Request,
    response: Response,
  ): Promise<void> {
    await this.get(id);
    const names = pathNames(path);
    const file = await openInside(this.runner.spaceOf(id), names);
    try {
      await sendFile(file, names.at(-1) ?? '', isDownload, request, response);
    } finally {
      await file.close();
    }
  }

  private async get(id: number): Promise<Execution> {
    const execution = await this.executions.find(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    return execution;
  }
}
