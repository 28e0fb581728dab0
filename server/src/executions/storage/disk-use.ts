import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { missingAsNull } from '../files/space-walk.js';

/** Entries looked at in one folder: a script may leave millions. What lies beyond is not counted. */
const ENTRY_LIMIT = 50_000;

/** What POSIX counts in `st_blocks`, in bytes. */
const BLOCK = 512;

/**
 * Bytes that a folder takes on the disk, itself included: a file with holes takes less than its size, a tiny one more.
 * Links are not followed. What is missing or locked counts nothing.
 */
export async function diskUse(root: string): Promise<number> {
  const folders = [root];
  let bytes = await bytesOf(root);
  let entriesLeft = ENTRY_LIMIT;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await opendir(folder).catch(missingAsNull);
    for await (const entry of entries ?? []) {
      if (--entriesLeft < 0) return bytes;
      const path = join(folder, entry.name);
      bytes += await bytesOf(path);
      if (entry.isDirectory()) folders.push(path);
    }
  }
  return bytes;
}

async function bytesOf(path: string): Promise<number> {
  const facts = await lstat(path).catch(missingAsNull);
  return (facts?.blocks ?? 0) * BLOCK;
}
