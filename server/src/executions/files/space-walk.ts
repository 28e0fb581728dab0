import type { Dirent } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from './space-path.js';

export interface FoundFile {
  /** Relative to the space, with `/`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly modifiedAt: Date;
}

export interface FoundFiles {
  readonly files: FoundFile[];
  /** Whether the walk stopped before its end. */
  readonly isTruncated: boolean;
}

/** Entries looked at in one walk: a script may leave millions, and the answer must come all the same. */
const ENTRY_LIMIT = 50_000;

/**
 * The regular files in an execution's folder, by path, and links to such files as long as they stay inside. Folders
 * behind links are not entered. What disappears meanwhile is left out; a folder that does not exist is empty.
 * @param limit most files
 */
export async function findFiles(space: string, limit: number): Promise<FoundFiles> {
  const root = await realpath(space).catch(missingAsNull);
  const walk = new SpaceWalk(root ?? space, limit);
  if (root !== null) await walk.enter('');
  return walk;
}

class SpaceWalk implements FoundFiles {
  readonly files: FoundFile[] = [];
  isTruncated = false;
  #entriesLeft = ENTRY_LIMIT;

  constructor(
    private readonly root: string,
    private readonly limit: number,
  ) {}

  /** @param prefix empty, or the folder's path with a `/` at its end */
  async enter(prefix: string): Promise<void> {
    for (const entry of await this.#sortedEntries(prefix)) {
      const path = prefix + entry.name;
      if (entry.isDirectory()) await this.enter(`${path}/`);
      else await this.#add(path, entry);
      if (this.isTruncated) return;
    }
  }

  async #add(path: string, entry: Dirent): Promise<void> {
    const absolute = join(this.root, path);
    const facts = entry.isFile()
      ? await lstat(absolute).catch(missingAsNull)
      : entry.isSymbolicLink() && (await this.#statInside(absolute));
    if (!facts || !facts.isFile()) return;
    if (this.files.length === this.limit) this.isTruncated = true;
    else this.files.push({ path, size: facts.size, modifiedAt: facts.mtime });
  }

  async #statInside(link: string) {
    const real = await realpath(link).catch(missingAsNull);
    return real !== null && isInside(this.root, real) ? stat(real).catch(missingAsNull) : null;
  }

  /** In the order that the paths below them have. */
  async #sortedEntries(prefix: string): Promise<Dirent[]> {
    const folder = await opendir(join(this.root, prefix)).catch(missingAsNull);
    const entries: Dirent[] = [];
    for await (const entry of folder ?? []) {
      entries.push(entry);
      if (--this.#entriesLeft <= 0) {
        this.isTruncated = true;
        break;
      }
    }
    const keys = new Map(
      entries.map((entry) => [entry, entry.name + (entry.isDirectory() ? '/' : '')]),
    );
    return entries.sort((a, b) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1));
  }
}

/** A running script deletes, moves and locks what it likes between two looks. */
export function missingAsNull(error: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENAMETOOLONG'].includes(error.code ?? ''))
    return null;
  throw error;
}
