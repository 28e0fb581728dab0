import { HttpClient, HttpEventType, HttpResponse, HttpXhrBackend } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { EMPTY, filter, fromEvent, lastValueFrom, map, mergeMap, takeUntil, tap } from 'rxjs';
import type { ExecuteScriptDto, ExecutionDto } from '../../api';

/** How an upload is followed and stopped. */
export interface UploadOptions {
  /** @param fraction what is sent of all files, 0..1 */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/** Starts a script with values and files. */
@Injectable({ providedIn: 'root' })
export class ScriptStarter {
  // The fetch backend cannot tell how much was sent.
  private readonly http = new HttpClient(inject(HttpXhrBackend));

  /**
   * @returns the new execution; null when the upload was stopped
   * @throws HttpErrorResponse when the server refuses it or cannot be reached
   */
  async start(
    scriptId: number,
    run: ExecuteScriptDto,
    files: readonly File[],
    { onProgress, signal }: UploadOptions,
  ): Promise<ExecutionDto | null> {
    const body = files.length > 0 ? multipart(run, files) : run;
    const answer = this.http
      .post<{ data: ExecutionDto }>(`/api/scripts/${scriptId}/execute`, body, {
        observe: 'events',
        reportProgress: files.length > 0,
      })
      .pipe(
        tap((event) => {
          if (event.type === HttpEventType.UploadProgress && event.total) {
            onProgress(event.loaded / event.total);
          }
        }),
        filter((event) => event instanceof HttpResponse),
        mergeMap((response) => (response.body ? [response.body] : EMPTY)),
        map(({ data }) => data),
        takeUntil(fromEvent(signal, 'abort')),
      );
    return lastValueFrom(answer, { defaultValue: null });
  }
}

function multipart(run: ExecuteScriptDto, files: readonly File[]): FormData {
  const form = new FormData();
  form.append('params', JSON.stringify(run.params ?? {}));
  if (run.version !== undefined) form.append('version', String(run.version));
  if (run.timeout_seconds !== undefined) {
    form.append('timeout_seconds', String(run.timeout_seconds));
  }
  if (run.draft) form.append('draft', JSON.stringify(run.draft));
  if (run.interactive) form.append('interactive', 'true');
  for (const file of files) form.append('files', file, file.name);
  return form;
}
