import { dirname, join } from 'node:path';
import { SANDBOX_MODULES, SANDBOX_SPACE } from './bubblewrap.js';
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

/** What runs a script on behalf of its interpreter after it has waited. */
const BOOT_FILES: Readonly<Record<ScriptLanguage, string>> = {
  python: launchFile('boot.py'),
  javascript: launchFile('boot.cjs'),
};

/** What Python imports before it runs a script. */
const CUSTOMIZATION = launchFile('site/sitecustomize.py');

/** All files of ours that an interpreter may read. */
export const LAUNCH_FILES: readonly string[] = [...Object.values(BOOT_FILES), CUSTOMIZATION];

const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

/** How an interpreter is started in the space. */
export interface ScriptCommand {
  /** The interpreter and its arguments. */
  readonly command: string[];
  /** Variables that the script does not see. */
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute paths of our files that it reads. */
  readonly files: readonly string[];
}

/**
 * @param seenAt where the script's process sees a file of ours
 * @param waits whether to wait for an order that names the script
 */
export function scriptCommand(
  { language, path, version }: Interpreter,
  seenAt: (file: string) => string,
  waits: boolean,
): ScriptCommand {
  const start = [path, ...(language === 'javascript' ? quietFlags(version) : [])];
  if (waits) {
    const bootFile = BOOT_FILES[language];
    return { command: [...start, seenAt(bootFile)], environment: {}, files: [bootFile] };
  }
  const command = [...start, SCRIPT_FILES[language]];
  if (language === 'javascript') return { command, environment: {}, files: [] };
  const environment = { PYTHONPATH: dirname(seenAt(CUSTOMIZATION)) };
  return { command, environment, files: [CUSTOMIZATION] };
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
  spec: Pick<RunSpec, 'id' | 'env' | 'modules'>,
  interpreter: Interpreter,
  home: string,
  mark: string,
): Record<string, string> {
  return {
    PATH: [...programFolders(spec, interpreter, home)].join(':'),
    HOME: home,
    PWD: home,
    TMPDIR: '/tmp',
    LANG: 'C.UTF-8',
    ...spec.env,
    SCRIPTORIUM_EXECUTION_ID: String(spec.id),
    [RUN_MARK_VARIABLE]: mark,
  };
}

/** What a script finds by name: programs of its packages, its interpreter, the system's. */
function programFolders({ modules }: Pick<RunSpec, 'modules'>, by: Interpreter, home: string) {
  const installed = modules ? [join(modulesSeenFrom(home, modules), '.bin')] : [];
  return new Set([...installed, binFolder(by), ...SYSTEM_PATH]);
}

const modulesSeenFrom = (home: string, modules: string): string =>
  home === SANDBOX_SPACE ? SANDBOX_MODULES : modules;
