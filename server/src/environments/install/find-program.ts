import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * The real file of a program.
 * @param name on the server's `PATH`, or an absolute path
 * @returns null when there is none
 */
export async function findProgram(name: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', 'command -v -- "$0"', name]);
    return await realpath(stdout.trim());
  } catch {
    // The shell found none, or what it found is a link to nowhere: either way there is nothing to start.
    return null;
  }
}
