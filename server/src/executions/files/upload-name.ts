import { SCRIPT_FILES } from '../../runner/runner.js';
import { UploadRefusedError } from './upload.errors.js';
import { problem, type Problem } from '../../shared/problems/problem.js';

/** Longest name of a file on Linux, in bytes (`NAME_MAX`). */
const NAME_BYTES = 255;

const SCRIPT_NAMES: readonly string[] = Object.values(SCRIPT_FILES);

/**
 * Names in any script are fine, as long as they name a file in the execution's own folder.
 * @param taken names of the same upload that came before
 * @throws UploadRefusedError that names the file and says what is wrong with it
 */
export function checkUploadName(name: string, taken: readonly string[]): void {
  const wrong = problemOf(name, taken);
  if (wrong) throw new UploadRefusedError(wrong);
}

function problemOf(given: string, taken: readonly string[]): Problem | null {
  const name = JSON.stringify(given);
  if (given === '' || given === '.' || given === '..') return problem('UPLOAD_NAMELESS', { name });
  if (given.includes('/') || given.includes('\0')) return problem('UPLOAD_NAME_UNSAFE', { name });
  if (Buffer.byteLength(given) > NAME_BYTES)
    return problem('UPLOAD_NAME_TOO_LONG', { name, bytes: NAME_BYTES });
  if (SCRIPT_NAMES.includes(given)) return problem('UPLOAD_NAME_OF_SCRIPT', { name });
  return taken.includes(given) ? problem('UPLOAD_NAME_TWICE', { name }) : null;
}
