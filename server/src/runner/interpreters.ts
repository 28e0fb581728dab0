import { execFile } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { because, type Cause } from './causes.js';
import { realPathOf } from './real-path.js';
import type { ScriptLanguage } from './run.types.js';

/** A program that runs scripts, found once when the server starts. */
export interface Interpreter {
  readonly language: ScriptLanguage;
  /** The real binary, never a version manager's shim: a shim costs up to 100 ms a run. */
  readonly path: string;
  /** Folder of the installation, or the binary itself where it needs nothing beside it. */
  readonly prefix: string;
  readonly version: string;
}

export interface MissingInterpreter {
  readonly language: ScriptLanguage;
  readonly cause: Cause;
}

/** How an interpreter is asked who it is. */
export interface Question {
  /** Longest wait for the answer, in milliseconds. */
  readonly timeout?: number;
  /** Variables of the program that is asked; the server's own unless given. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Longest wait for an interpreter to introduce itself. */
const PATIENCE_MS = 15_000;

/** A virtual environment must be started by its own link, which `realpath` would follow to the base. */
const ASK_PYTHON = `import sys, json, os
base = sys.prefix == sys.base_prefix
path = os.path.realpath(sys.executable) if base else sys.executable
print(json.dumps({'path': path, 'prefix': sys.base_prefix, 'version': '%d.%d.%d' % sys.version_info[:3]}))`;

const ASK_NODE = `console.log(JSON.stringify({
  path: fs.realpathSync(process.execPath), prefix: fs.realpathSync(process.execPath), version: process.versions.node }))`;

const QUESTIONS: Record<ScriptLanguage, string[]> = {
  python: ['-I', '-c', ASK_PYTHON],
  javascript: ['-e', ASK_NODE],
};

/**
 * Asks an executable what it really is.
 * @param executable a name on the server's `PATH`, or an absolute path
 */
export async function findInterpreter(
  language: ScriptLanguage,
  executable: string,
  question: Question = {},
): Promise<Interpreter | MissingInterpreter> {
  try {
    const { stdout } = await promisify(execFile)(executable, QUESTIONS[language], {
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
      ...question,
    });
    const answer = readAnswer(stdout);
    return answer
      ? { language, ...answer }
      : { language, cause: because('interpreter_silent', { program: executable }) };
  } catch (error) {
    // Not installed, not executable, or it fails at the question: runs in other languages are not concerned.
    const { message, code } = error as NodeJS.ErrnoException;
    const program = executable;
    if (code === 'ENOENT')
      return { language, cause: because('interpreter_not_found', { program }) };
    const why = message.split('\n')[0] ?? '';
    return { language, cause: because('interpreter_unusable', { program, why }) };
  }
}

/**
 * The Node.js that the server itself runs in, where an executable is that: nobody has to be asked. To be used at the start,
 * as it may be replaced later.
 * @param executable a name on the server's `PATH`, or an absolute path
 * @returns null for another one, or a shim that leads to one
 */
export function ownInterpreter(executable: string): Interpreter | null {
  const folders = executable.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => realPathOf(join(folder, executable))).find(Boolean);
  const path = realPathOf(process.execPath);
  if (!path || found !== path) return null;
  return { language: 'javascript', path, prefix: path, version: process.versions.node };
}

/** @returns null when a program has printed something else than the answer */
function readAnswer(output: string): Omit<Interpreter, 'language'> | null {
  try {
    const { path, prefix, version } = JSON.parse(output) as Record<string, unknown>;
    if (typeof path === 'string' && typeof prefix === 'string' && typeof version === 'string')
      return { path, prefix, version };
  } catch {
    // JSON.parse is the only test for JSON
  }
  return null;
}

/** Folder to put on the script's `PATH`. */
export function binFolder(interpreter: Interpreter): string {
  return dirname(interpreter.path);
}
