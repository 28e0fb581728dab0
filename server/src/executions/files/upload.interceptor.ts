import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { catchError, type Observable } from 'rxjs';
import { ServerConfig } from '../../config/server-config.js';
import { IncomingFolder } from './incoming-folder.js';
import type { StagedUploads } from './staged-uploads.js';
import { UploadStorage } from './upload-storage.js';
import {
  UploadRefusedError,
  UploadStorageFullError,
  UploadTooLargeError,
} from './upload.errors.js';
import { problem } from '../../shared/problems/problem.js';

/** Longest text field, in bytes: the parameters as JSON, as much as in a JSON body. */
const FIELD_BYTES = 4 * 1024 * 1024;
const FIELD_COUNT = 100;

/**
 * Streams the files of a multipart request to disk and hands the handler one `StagedUploads`, undefined without files,
 * as `@UploadedFiles()`. The text fields become the body. Other requests pass untouched. What the handler does not
 * accept is discarded.
 */
@Injectable()
export class UploadInterceptor implements NestInterceptor {
  constructor(
    private readonly config: ServerConfig,
    private readonly incoming: IncomingFolder,
  ) {}

  /** @throws UploadRefusedError, UploadTooLargeError, UploadStorageFullError */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Omit<Request, 'files'> & { files?: StagedUploads }>();
    if (!request.is('multipart/form-data')) return next.handle();
    const storage = new UploadStorage(this.incoming.newPath());
    try {
      await this.receive(storage, http.getRequest(), http.getResponse());
    } catch (error) {
      await storage.discard();
      throw this.explain(error);
    }
    request.files = storage.uploads;
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        await storage.discard();
        throw error;
      }),
    );
  }

  private receive(storage: UploadStorage, request: Request, response: Response): Promise<void> {
    const fileSize = this.config.UPLOAD_LIMIT_BYTES;
    const receive = multer({
      storage,
      limits: { fileSize, fieldSize: FIELD_BYTES, fields: FIELD_COUNT },
      defParamCharset: 'utf8',
      // a name with slashes is refused, not shortened
      preservePath: true,
    }).any();
    return new Promise((resolve, reject) => {
      receive(request, response, (error?: unknown) => {
        if (error === undefined || error === null) resolve();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it came
        else reject(error);
      });
    });
  }

  /** Says in our words what went wrong; errors of the system keep their own. */
  private explain(error: unknown): unknown {
    if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
      const { filename = '' } = error as { filename?: string };
      return new UploadTooLargeError(filename, this.config.UPLOAD_LIMIT_BYTES);
    }
    if (!(error instanceof Error)) return error;
    if ('code' in error) return error.code === 'ENOSPC' ? new UploadStorageFullError() : error;
    // busboy's errors are told apart only by their texts: all say that the body is not whole and well-formed
    return new UploadRefusedError(problem('UPLOAD_UNREADABLE', { why: error.message }));
  }
}
