import { readdir, readlink, stat } from 'node:fs/promises';
import { BLOCK_BYTES } from './disk-use.js';

/**
 * Bytes on the disk of files that processes hold open though they have been deleted from below a folder: no walk finds
 * them, and they take their place until they are closed.
 * @param folders absolute paths of the folder, as whichever of the processes may see it
 */
export async function deletedBytes(
  pids: readonly number[],
  folders: readonly string[],
): Promise<number> {
  // processes share what one of them has opened
  const blocks = new Map<number, number>();
  for (const pid of pids) {
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(goneAs([]));
    for (const descriptor of descriptors) {
      const path = `/proc/${pid}/fd/${descriptor}`;
      if (!(await isDeleted(path, folders))) continue;
      const facts = await stat(path).catch(goneAs(null));
      if (facts?.isFile() && facts.nlink === 0) blocks.set(facts.ino, facts.blocks);
    }
  }
  return [...blocks.values()].reduce((sum, count) => sum + count * BLOCK_BYTES, 0);
}

async function isDeleted(descriptor: string, folders: readonly string[]): Promise<boolean> {
  try {
    const target = await readlink(descriptor);
    return target.endsWith(' (deleted)') && folders.some((path) => target.startsWith(`${path}/`));
  } catch (error) {
    // ENAMETOOLONG: so deep below that its path is not told; else it is closed meanwhile, or its process has ended
    return (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG';
  }
}

/** Processes end and close files between two looks, and some may not be looked at. */
const goneAs =
  <Value>(value: Value) =>
  (): Value =>
    value;
