import { constants } from 'node:fs';
import { open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { FileNotFoundError, UnsafePathError } from './file.errors.js';
import { nameBytes } from './file-name.js';

const SLASH = Buffer.from('/');

/** What says that there is no such file: a missing part, a file where a folder should be, links in a circle. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'ENXIO']);

/**
 * The names in a path from a request, between its slashes. Slashes may also have come encoded.
 * @throws UnsafePathError for an absolute path, `.`, `..`, an empty name or a NUL character
 */
export function pathNames(path: string | readonly string[]): string[] {
  const names = (typeof path === 'string' ? [path] : path).join('/').split('/');
  const isSafe = names.every((name) => !['', '.', '..'].includes(name) && !name.includes('\0'));
  if (!isSafe) throw new UnsafePathError();
  return names;
}

/**
 * Opens a regular file for reading. Links are resolved first and not followed when opening; what was opened must then
 * lie inside, so that a script cannot exchange a folder for a link in between. Never waits for a FIFO.
 * @param space absolute path of the execution's folder
 * @param names as `nameText` writes them
 * @throws UnsafePathError, FileNotFoundError
 */
export async function openInside(space: string, names: readonly string[]): Promise<FileHandle> {
  const path = names.join('/');
  try {
    const root = await realpath(space, 'buffer');
    const real = await realpath(pathBelow(root, ...names.map(nameBytes)), 'buffer');
    if (!isInside(root, real)) throw new UnsafePathError();
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    const file = await open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    return await closeUnless(file, async () => {
      // only the kernel knows where the file lies that it opened
      const opened = await readlink(`/proc/self/fd/${file.fd}`, 'buffer');
      if (!isInside(root, opened)) throw new UnsafePathError();
      if (!(await file.stat()).isFile()) throw new FileNotFoundError(path);
    });
  } catch (error) {
    if (MISSING.has((error as NodeJS.ErrnoException).code ?? '')) throw new FileNotFoundError(path);
    throw error;
  }
}

/** Whether a path without links lies below a folder. */
export function isInside(folder: Buffer, path: Buffer): boolean {
  const start = Buffer.concat([folder, SLASH]);
  return path.subarray(0, start.length).equals(start);
}

/** The path of what lies in a folder, at the end of a row of names. */
export function pathBelow(folder: Buffer, ...names: Buffer[]): Buffer {
  return Buffer.concat([folder, ...names.flatMap((name) => [SLASH, name])]);
}

async function closeUnless(file: FileHandle, check: () => Promise<void>): Promise<FileHandle> {
  try {
    await check();
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}
