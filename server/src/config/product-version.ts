import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The nearest package.json above this file is ours, both in the sources and in `dist`. */
function readVersion(folder: string): string {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string;
    };
    return version;
  } catch (error) {
    const above = join(folder, '..');
    // not in this folder: it is further up
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && above !== folder)
      return readVersion(above);
    throw error;
  }
}

/** Version of the product, from package.json. */
export const PRODUCT_VERSION = readVersion(import.meta.dirname);
