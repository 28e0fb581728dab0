import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';

/** What lies in a folder, with names as bytes: a script may give names that are no text. */
export async function folderEntries(folder: Buffer): Promise<AsyncIterable<Dirent<Buffer>>> {
  // the types of Node.js do not know of an `opendir` that answers bytes
  const options = { encoding: 'buffer' as BufferEncoding };
  return (await opendir(folder, options)) as unknown as AsyncIterable<Dirent<Buffer>>;
}
