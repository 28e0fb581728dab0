import { join } from 'node:path';
import type { Interpreter } from './interpreters.js';
import { binFolder } from './interpreters.js';
import { RUN_MARK_VARIABLE } from './process-table.js';
import type { RunSpec, ScriptLanguage } from './run.types.js';

/** Name of the script's file in its space: an upload must not have it. */
export const SCRIPT_FILES: Readonly<Record<ScriptLanguage, string>> = {
  python: 'main.py',
  // Node tells ES modules from CommonJS by their syntax in a `.js` file that no package.json decides.
  javascript: 'main.js',
};

/** Runs a Python script with a line-buffered log. */
export const BOOT_FILE = join(import.meta.dirname, 'launch', 'boot.py');

const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

/**
 * The interpreter and its arguments, to be started in the space.
 * @param bootFile where the script's process sees `boot.py`
 */
export function scriptCommand(interpreter: Interpreter, bootFile: string): string[] {
  const file = SCRIPT_FILES[interpreter.language];
  if (interpreter.language === 'python') return [interpreter.path, bootFile, file];
  return [interpreter.path, ...quietFlags(interpreter.version), file];
}

/**
 * A package.json above the space (see `Runner.open`) makes Node warn that it names no module type. Versions that do not
 * know the flag (before 20.11 and 21.3) do not tell module types by syntax either, and would refuse to start with it.
 */
function quietFlags(version: string): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isKnown = major > 21 || (major === 21 && minor >= 3) || (major === 20 && minor >= 11);
  return isKnown ? ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'] : [];
}

/**
 * All variables a script sees: nothing of the server's own.
 * @param home working directory as the script sees it
 */
export function scriptEnvironment(
  spec: Pick<RunSpec, 'id' | 'env'>,
  interpreter: Interpreter,
  home: string,
  mark: string,
): Record<string, string> {
  return {
    PATH: [...new Set([binFolder(interpreter), ...SYSTEM_PATH])].join(':'),
    HOME: home,
    PWD: home,
    TMPDIR: '/tmp',
    LANG: 'C.UTF-8',
    ...spec.env,
    SCRIPTORIUM_EXECUTION_ID: String(spec.id),
    [RUN_MARK_VARIABLE]: mark,
  };
}
