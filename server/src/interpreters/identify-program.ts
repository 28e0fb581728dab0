import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { findInterpreter, type Interpreter } from '../runner/interpreters.js';
import type { ScriptLanguage } from '../runner/run.types.js';
import { InvalidInputError } from '../shared/errors/domain-error.js';
import { at, problem, type Problem } from '../shared/problems/problem.js';
import { modifiedMsOf } from './program-file.js';
import { isSupported, PRODUCTS, SUPPORTED_VERSIONS } from './supported-version.js';

/** Longest wait for a program to say who it is. */
const PATIENCE_MS = 5_000;

/** What a program sees when it is asked who it is: nothing of the server's own. */
export const ASKED_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };

/** First bytes of programs: ELF (System V ABI), Mach-O for one architecture and for several. */
const PROGRAM_STARTS = ['7f454c46', 'cffaedfe', 'cafebabe'];

/**
 * Finds out which interpreter somebody has named. Only a real program is started, and only to be asked.
 * @throws InvalidInputError that names `path` and says what would be right
 */
export async function identifyProgram(path: string): Promise<Interpreter> {
  const wrong = await fileProblem(path);
  if (wrong) throw refused(wrong);
  for (const language of ['python', 'javascript'] satisfies ScriptLanguage[]) {
    const answer = await findInterpreter(language, path, {
      timeout: PATIENCE_MS,
      env: ASKED_ENVIRONMENT,
    });
    if ('cause' in answer) continue;
    if (isSupported(language, answer.version)) return answer;
    throw refused(
      problem('PROGRAM_TOO_OLD', {
        product: PRODUCTS[language],
        version: answer.version,
        supported: SUPPORTED_VERSIONS,
      }),
    );
  }
  throw refused(problem('PROGRAM_UNKNOWN', { supported: SUPPORTED_VERSIONS }));
}

/** @returns why the file cannot be an interpreter; null when it can */
async function fileProblem(path: string): Promise<Problem | null> {
  if (!isAbsolute(path)) return problem('PROGRAM_PATH_RELATIVE');
  const file = await stat(path).catch(() => null);
  if (!file) return problem('PROGRAM_ABSENT');
  if (file.isDirectory()) return problem('PROGRAM_IS_FOLDER');
  if (modifiedMsOf(path) === null) return problem('PROGRAM_NOT_EXECUTABLE');
  return file.isFile() && (await isProgram(path)) ? null : problem('PROGRAM_IS_TEXT');
}

async function isProgram(path: string): Promise<boolean> {
  const file = await open(await realpath(path));
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return PROGRAM_STARTS.includes(buffer.toString('hex'));
  } finally {
    await file.close();
  }
}

const refused = (what: Problem) => new InvalidInputError([at('path', what)]);
