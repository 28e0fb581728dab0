import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { findInterpreter, type Interpreter } from '../runner/interpreters.js';
import type { ScriptLanguage } from '../runner/run.types.js';
import { InvalidInputError } from '../shared/errors/domain-error.js';
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
  const problem = await fileProblem(path);
  if (problem) throw refused(problem);
  for (const language of ['python', 'javascript'] satisfies ScriptLanguage[]) {
    const answer = await findInterpreter(language, path, {
      timeout: PATIENCE_MS,
      env: ASKED_ENVIRONMENT,
    });
    if ('cause' in answer) continue;
    if (isSupported(language, answer.version)) return answer;
    throw refused(
      `This is ${PRODUCTS[language]} ${answer.version}. Scripts need at least ${SUPPORTED_VERSIONS}.`,
    );
  }
  throw refused(
    `Asked who it is, this program did not answer like Python or Node.js. Scripts need at least ${SUPPORTED_VERSIONS}.`,
  );
}

/** @returns why the file cannot be an interpreter; null when it can */
async function fileProblem(path: string): Promise<string | null> {
  if (!isAbsolute(path)) return 'Give the whole path, e.g. /opt/python3.13/bin/python3.';
  const file = await stat(path).catch(() => null);
  if (!file) return 'There is no such file on the server, or the server may not look at it.';
  if (file.isDirectory()) return 'This is a folder. Give the program in it, e.g. bin/python3.';
  if (modifiedMsOf(path) === null) return 'The server may not execute this file.';
  if (!file.isFile() || !(await isProgram(path))) {
    return 'This is a script or a text, not an interpreter. Give the program itself: a shim of a version manager only starts it.';
  }
  return null;
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

const refused = (message: string) => new InvalidInputError([{ field: 'path', message }]);
