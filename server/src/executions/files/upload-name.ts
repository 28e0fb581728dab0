import { SCRIPT_FILES } from '../../runner/runner.js';
import { UploadRefusedError } from './upload.errors.js';

/** Longest name of a file on Linux, in bytes (`NAME_MAX`). */
const NAME_BYTES = 255;

const SCRIPT_NAMES: readonly string[] = Object.values(SCRIPT_FILES);

/**
 * Names in any script are fine, as long as they name a file in the execution's own folder.
 * @param taken names of the same upload that came before
 * @throws UploadRefusedError that names the file and says what is wrong with it
 */
export function checkUploadName(name: string, taken: readonly string[]): void {
  const problem = problemOf(name, taken);
  if (problem)
    throw new UploadRefusedError(`The file ${JSON.stringify(name)} was refused: ${problem}`);
}

function problemOf(name: string, taken: readonly string[]): string | null {
  if (name === '' || name === '.' || name === '..') return 'this is not a name for a file.';
  if (name.includes('/') || name.includes('\0')) {
    return 'a name must not hold slashes or NUL characters.';
  }
  if (Buffer.byteLength(name) > NAME_BYTES) {
    return `a name may have at most ${NAME_BYTES} bytes in UTF-8.`;
  }
  if (SCRIPT_NAMES.includes(name)) {
    return 'the script itself is stored under this name. Rename the file.';
  }
  return taken.includes(name) ? 'the upload has several files of this name.' : null;
}
