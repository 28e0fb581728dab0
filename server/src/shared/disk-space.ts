import { statfs } from 'node:fs/promises';

/** Bytes of a disk; nulls when it cannot be asked. */
export interface DiskSpace {
  disk_size_bytes: number | null;
  disk_free_bytes: number | null;
}

/** What the disk of a folder holds. */
export async function diskSpaceOf(folder: string): Promise<DiskSpace> {
  try {
    const { blocks, bavail, bsize } = await statfs(folder);
    return { disk_size_bytes: blocks * bsize, disk_free_bytes: bavail * bsize };
  } catch {
    // removed or unmounted while the server runs: the rest of an answer still helps
    return { disk_size_bytes: null, disk_free_bytes: null };
  }
}
