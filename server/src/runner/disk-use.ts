import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { folderEntries } from './folder-entries.js';

/** What POSIX counts in `st_blocks`, in bytes. */
export const BLOCK_BYTES = 512;

/** Longest path of a folder all of whose entries have a path (`PATH_MAX`, `NAME_MAX` of Linux), in bytes. */
const NEAR_BYTES = 4_095 - 256;

const SLASH = Buffer.from('/');

export interface CountLimits {
  /** Entries looked at. */
  readonly entries?: number;
  /** In bytes; counting ends beyond it. */
  readonly bytes?: number;
}

/**
 * Bytes that a folder takes on the disk, itself included: a file with holes takes less than its size, a tiny one more.
 * Names need be no text, and paths may be longer than a system call takes. Links are not followed. What is missing or
 * locked counts nothing.
 * @param limits where to stop; what lies beyond is not counted
 */
export async function diskUse(root: string, limits: CountLimits = {}): Promise<number> {
  const count = new Count(limits.entries ?? Infinity, limits.bytes ?? Infinity);
  const path = Buffer.from(root);
  await count.add(path);
  await count.enter(path);
  return count.bytes;
}

class Count {
  bytes = 0;
  #entries = 0;

  constructor(
    private readonly entryLimit: number,
    private readonly byteLimit: number,
  ) {}

  get #isOver(): boolean {
    return this.#entries > this.entryLimit || this.bytes > this.byteLimit;
  }

  async add(path: Buffer): Promise<void> {
    this.bytes += ((await lstat(path).catch(missingAsNull))?.blocks ?? 0) * BLOCK_BYTES;
  }

  async enter(folder: Buffer): Promise<void> {
    if (folder.length <= NEAR_BYTES) return this.#addEntries(folder);
    const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
    const handle = await open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).catch(missingAsNull);
    if (!handle) return;
    try {
      await this.#addEntries(Buffer.from(`/proc/self/fd/${handle.fd}`));
    } finally {
      await handle.close();
    }
  }

  /** Closes a folder before it enters those inside, or a deep tree would take all descriptors. */
  async #addEntries(folder: Buffer): Promise<void> {
    const inner: Buffer[] = [];
    const entries = await folderEntries(folder).catch(missingAsNull);
    for await (const entry of entries ?? []) {
      this.#entries++;
      if (this.#isOver) return;
      const path = Buffer.concat([folder, SLASH, entry.name]);
      await this.add(path);
      if (entry.isDirectory()) inner.push(path);
    }
    for (const path of inner) if (!this.#isOver) await this.enter(path);
  }
}

/** A running script deletes, moves and locks what it likes between two looks. */
function missingAsNull(error: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES'].includes(error.code ?? '')) return null;
  throw error;
}
