import type { Dirent } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { folderEntries } from '../../runner/folder-entries.js';
import { nameText } from './file-name.js';
import { isInside, pathBelow } from './space-path.js';

export interface FoundFile {
  /** Relative to the space, with `/` between names as `nameText` writes them. */
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
  const root = await realpath(space, 'buffer').catch(missingAsNull);
  if (root === null) return { files: [], isTruncated: false };
  const walk = new SpaceWalk(root, limit);
  await walk.enter(root, '');
  return walk;
}

class SpaceWalk implements FoundFiles {
  readonly files: FoundFile[] = [];
  isTruncated = false;
  #entriesLeft = ENTRY_LIMIT;

  constructor(
    private readonly root: Buffer,
    private readonly limit: number,
  ) {}

  /** @param prefix empty, or the folder's path in the list with a `/` at its end */
  async enter(folder: Buffer, prefix: string): Promise<void> {
    for (const { entry, text } of await this.#sortedEntries(folder)) {
      const absolute = pathBelow(folder, entry.name);
      if (entry.isDirectory()) await this.enter(absolute, prefix + text);
      else await this.#add(absolute, prefix + text, entry);
      if (this.isTruncated) return;
    }
  }

  async #add(absolute: Buffer, path: string, entry: Dirent<Buffer>): Promise<void> {
    const facts = entry.isFile()
      ? await lstat(absolute).catch(missingAsNull)
      : entry.isSymbolicLink() && (await this.#statInside(absolute));
    if (!facts || !facts.isFile()) return;
    if (this.files.length === this.limit) this.isTruncated = true;
    else this.files.push({ path, size: facts.size, modifiedAt: facts.mtime });
  }

  async #statInside(link: Buffer) {
    const real = await realpath(link, 'buffer').catch(missingAsNull);
    return real !== null && isInside(this.root, real) ? stat(real).catch(missingAsNull) : null;
  }

  /** In the order that the paths below them have; folders with a `/` at the end of their text. */
  async #sortedEntries(folder: Buffer): Promise<{ entry: Dirent<Buffer>; text: string }[]> {
    const found: { entry: Dirent<Buffer>; text: string }[] = [];
    for await (const entry of (await folderEntries(folder).catch(missingAsNull)) ?? []) {
      found.push({ entry, text: nameText(entry.name) + (entry.isDirectory() ? '/' : '') });
      if (--this.#entriesLeft <= 0) {
        this.isTruncated = true;
        break;
      }
    }
    return found.sort((a, b) => (a.text < b.text ? -1 : 1));
  }
}

/** A running script deletes, moves and locks what it likes between two looks. */
function missingAsNull(error: NodeJS.ErrnoException): null {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENAMETOOLONG'].includes(error.code ?? ''))
    return null;
  throw error;
}
