import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseResult, RESULT_LIMIT_BYTES, tooLarge } from './output-lines.js';
import type { RunResult } from './run.types.js';

/** What a script writes into its working directory to answer something. */
const RESULT_FILE = 'result.json';

/** Changes whenever the result file is written; null when there is none. */
export function resultFileStamp(space: string): number | null {
  return statSync(join(space, RESULT_FILE), { throwIfNoEntry: false })?.ctimeMs ?? null;
}

/**
 * What a script left as its result file. Never follows a link and never waits for a FIFO: the script has made it.
 * @param given stamp of an uploaded file of that name
 * @returns null when the script has written no regular file of that name
 */
export function readResultFile(space: string, given: number | null = null): RunResult | null {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  let descriptor: number;
  try {
    descriptor = openSync(join(space, RESULT_FILE), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    // nearly always there is none; a link or a file that may not be read is no answer either
    return null;
  }
  try {
    const facts = fstatSync(descriptor);
    if (!facts.isFile() || facts.ctimeMs === given) return null;
    if (facts.size > RESULT_LIMIT_BYTES) return tooLarge(RESULT_FILE);
    const bytes = Buffer.alloc(facts.size);
    return parseResult(bytes.subarray(0, readSync(descriptor, bytes)), RESULT_FILE);
  } finally {
    closeSync(descriptor);
  }
}
