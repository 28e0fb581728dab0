import { accessSync, constants, statSync } from 'node:fs';

/**
 * When a program's file was last changed, in milliseconds.
 * @returns null when it is not there, or may not be executed
 */
export function modifiedMsOf(path: string): number | null {
  try {
    accessSync(path, constants.X_OK);
    return Math.trunc(statSync(path).mtimeMs);
  } catch {
    // Gone, a link to nowhere, or not executable: there is nothing to start, whichever it is.
    return null;
  }
}
