import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecuteScriptDto } from '../dto/execute-script.dto.js';
import type { StagedUploads } from '../files/staged-uploads.js';

/**
 * SHA-256 of what a request asks for, in hexadecimal: its fields in any order, and the names and sizes of its files.
 * Reading gigabytes again would cost more than what the content of a file could tell.
 */
export async function requestFingerprint(
  request: ExecuteScriptDto,
  uploads: StagedUploads | undefined,
): Promise<string> {
  const files = await Promise.all(
    (uploads?.names ?? []).map(async (name) => [
      name,
      (await stat(join(uploads?.directory ?? '', name))).size,
    ]),
  );
  return createHash('sha256')
    .update(JSON.stringify({ ...request, files }, sortKeys))
    .digest('hex');
}

/** Replacer for `JSON.stringify`: the same object gives the same text, in whatever order its keys were sent. */
function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
