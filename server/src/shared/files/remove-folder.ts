import type { Dirent } from 'node:fs';
import { chmod, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Deletes a folder with everything in it; one that is not there is fine. What a script made read-only goes too: package
 * managers do that to their caches.
 */
export async function removeFolder(path: string): Promise<void> {
  const options = { recursive: true, force: true };
  try {
    await rm(path, options);
  } catch (error) {
    // EACCES: a folder inside may not be changed by its owner, which we are
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    await makeWritable(path);
    await rm(path, options);
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for await (const entry of (await opendir(folder)) as AsyncIterable<Dirent>) {
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
  }
}
