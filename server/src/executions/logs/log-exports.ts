import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { LogExportQuery } from '../dto/log-export.query.js';
import { LogLines } from './log-lines.js';

/** Sends logs as text files whose lines say when they were printed, and to which stream. */
@Injectable()
export class LogExports {
  constructor(private readonly lines: LogLines) {}

  /**
   * Sends what the log has now as fast as its reader takes it.
   * @throws ExecutionNotFoundError before anything is sent
   */
  async send(
    id: number,
    { stream, timestamps = false, tags = false }: LogExportQuery,
    request: Request,
    response: Response,
  ): Promise<void> {
    const log = await this.lines.find(id);
    response.attachment(stream ? `execution_${id}.${stream}.log` : `execution_${id}.log`);
    response.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'private, no-cache, no-transform',
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const view = stream ?? 'merged';
    const source = this.lines.export({ ...log, view, hasTimestamps: timestamps, hasTags: tags });
    try {
      await pipeline(source, response);
    } catch (error) {
      // the reader left: nobody is there to be told
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }
}
