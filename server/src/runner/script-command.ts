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

const launchFile = (name: string) => join(import.meta.dirname, 'launch', name);

/** What runs a script on behalf of its interpreter: a Python one always, a JavaScript one after it has waited. */
export const BOOT_FILES: Readonly<Record<ScriptLanguage, string>> = {
  python: launchFile('boot.py'),
  javascript: launchFile('boot.cjs'),
};

const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

/**
 * The interpreter and its arguments, to be started in the space.
 * @param bootFile where the script's process sees the boot file of its language
 * @param waits whether to wait for an order that names the script
 */
export function scriptCommand(
  interpreter: Interpreter,
  bootFile: string,
  waits: boolean,
): string[] {
  const { language, path, version } = interpreter;
  const file = SCRIPT_FILES[language];
  if (language === 'python') return waits ? [path, bootFile] : [path, bootFile, file];
  return [path, ...quietFlags(version), waits ? bootFile : file];
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
