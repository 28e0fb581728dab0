import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecuteScriptDto } from '../dto/execute-script.dto.js';
import type { StagedUploads } from '../files/staged-uploads.js';

/** A way to ask for a run of a script, with all that tells it from the other requests for that script. */
export type RunRequest =
  | { readonly body: ExecuteScriptDto; readonly uploads: StagedUploads | undefined }
  | { readonly rerunOf: number }
  | { readonly scheduleId: number };

/** SHA-256 of what a request asks for, in hexadecimal: its fields in any order, and the names and sizes of its files. */
export async function requestFingerprint(request: RunRequest): Promise<string> {
  const asked =
    'body' in request
      ? { ...request.body, files: await namesAndSizes(request.uploads) }
      : { ...request };
  return createHash('sha256').update(JSON.stringify(asked, sortKeys)).digest('hex');
}

/** Reading gigabytes again would cost more than what the content of a file could tell. */
function namesAndSizes(uploads: StagedUploads | undefined): Promise<[string, number][]> {
  return Promise.all(
    (uploads?.names ?? []).map(async (name): Promise<[string, number]> => [
      name,
      (await stat(join(uploads?.directory ?? '', name))).size,
    ]),
  );
}

/** Replacer for `JSON.stringify`: the same object gives the same text, in whatever order its keys were sent. */
function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
