import { because } from './causes.js';
import type { RunProgress, RunResult } from './run.types.js';

/** What a line of stdout must begin with to tell something; the rest of the convention is in docs/output-convention.md. */
export const PROGRESS_PREFIX = '::progress ';
export const RESULT_PREFIX = '::result ';

/** Largest result, in bytes. */
export const RESULT_LIMIT_BYTES = 256 * 1024;
/** Characters kept of a progress message. */
const MESSAGE_LENGTH = 200;
/** Deeper JSON is refused: what reads a result may be recursive, as `JSON.stringify` is. */
const RESULT_DEPTH = 100;

const PROGRESS = /^::progress +(\d{1,3}(?:\.\d{1,9})?)%?(?: +(.*))?$/su;
const CONTROL_CHARACTERS = /\p{Cc}+/gu;

/** @param line one line without its line break @returns null for what is not a progress line: it is ordinary output */
export function parseProgress(line: string): RunProgress | null {
  const match = PROGRESS.exec(line.trimEnd());
  const percent = Number(match?.[1]);
  if (!match || percent > 100) return null;
  const words = (match[2] ?? '').replace(CONTROL_CHARACTERS, ' ').trim();
  const message = [...words].slice(0, MESSAGE_LENGTH).join('');
  // rounded down: 100 means that all is done
  return { percent: Math.floor(percent), message: message || null };
}

/** Where a script can answer something, as the sentences that refuse a result name it. */
export type ResultSource = 'result.json' | '::result';

/** @param bytes JSON as UTF-8 */
export function parseResult(bytes: Buffer, source: ResultSource): RunResult {
  if (bytes.length > RESULT_LIMIT_BYTES) return tooLarge(source);
  const text = bytes.toString('utf8');
  try {
    if (isDeep(JSON.parse(text)))
      return { refusal: because('result_too_deep', { source, levels: String(RESULT_DEPTH) }) };
    // as it was written: JavaScript has no number for 1234567890123456789
    return { json: text.trim() };
  } catch (error) {
    // JSON.parse is the only test for JSON
    return { refusal: because('result_not_json', { source, why: (error as Error).message }) };
  }
}

/** Says why there is no result although there is one to read. */
export const tooLarge = (source: ResultSource): RunResult => ({
  refusal: because('result_too_large', { source, kibibytes: String(RESULT_LIMIT_BYTES / 1024) }),
});

/** Goes level by level, so that no depth of nesting can exhaust the stack. */
function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > RESULT_DEPTH) return true;
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? (Object.values(item) as unknown[]) : [],
    );
  }
  return false;
}
