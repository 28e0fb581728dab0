import { randomUUID } from 'node:crypto';
import { chmod, rename, rm } from 'node:fs/promises';
import { folderEntries } from './folder-entries.js';

/** Longest path of a folder all of whose entries have a path (`PATH_MAX`, `NAME_MAX` of Linux), in bytes. */
const NEAR_BYTES = 4_095 - 256;

const SLASH = Buffer.from('/');

/**
 * Deletes a folder with everything in it; one that is not there is fine. What a script made read-only goes too, as
 * package managers do that to their caches, and so does what lies deeper than the path of a file may be long.
 */
export async function removeFolder(path: string): Promise<void> {
  const options = { recursive: true, force: true };
  try {
    await rm(path, options);
  } catch (error) {
    // EACCES: a folder inside may not be changed by its owner, which we are
    if (!['EACCES', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    await makeRemovable(Buffer.from(path));
    await rm(path, options);
  }
}

/** Makes each folder below writable, and moves those that no path reaches any more to just below the root. */
async function makeRemovable(root: Buffer): Promise<void> {
  const left = [root];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    await chmod(folder, 0o700);
    for await (const entry of await folderEntries(folder)) {
      if (!entry.isDirectory()) continue;
      const inner = Buffer.concat([folder, SLASH, entry.name]);
      left.push(inner.length > NEAR_BYTES ? await moved(inner, root) : inner);
    }
  }
}

async function moved(folder: Buffer, root: Buffer): Promise<Buffer> {
  const near = Buffer.concat([root, SLASH, Buffer.from(randomUUID())]);
  // moving a folder changes its `..`, which a read-only one forbids
  await chmod(folder, 0o700);
  await rename(folder, near);
  return near;
}
