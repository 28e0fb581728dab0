import type { ScriptLanguage } from '../../runner/run.types.js';
import { packageOf } from './python-packages.js';

/** The last line of an uncaught error. Python names the part that it looked for in vain: `google` of `google.cloud.storage`. */
const PYTHON_MISSING = /^ModuleNotFoundError: No module named '([\w.]+)'$/;
/** What a traceback shows of the code that failed; names in brackets may go on in the next line, which it does not show. */
const PYTHON_FROM = /\bfrom\s+([\w.]+)\s+import\b[\s(]*([\w\s,]*)/;
const PYTHON_IMPORT = /\bimport\s+([\w\s,.]+)/;
/** What Python 3.11 and later write below a part of a line. */
const PYTHON_MARKS = /^[\s~^]*$/;
const NODE_MISSING = /^(?:\w*Error(?: \[\w+\])?: )Cannot find (?:module|package) '([^']+)'/gm;
/** How Node ends an uncaught error, and says that this is the one. */
const NODE_UNCAUGHT = /code: '(?:ERR_)?MODULE_NOT_FOUND'[\s\S]*Node\.js v\d/;
/** A package, and perhaps a path in it. */
const NPM_PACKAGE = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*(?=\/|$)/i;

/** A module that a script could not import. */
export interface MissingModule {
  /** As the script calls it: `yaml`. */
  readonly module: string;
  /** What to install for it: `PyYAML`. */
  readonly package: string;
}

/**
 * Finds the module that a script has ended for.
 * @param errorTail the end of its stderr
 * @param dependencies that it has
 * @returns null when it did not end for a missing module, or the package is among its dependencies
 */
export function missingModule(
  language: ScriptLanguage,
  errorTail: string,
  dependencies: string[],
): MissingModule | null {
  const missing = MISSING[language](errorTail);
  return missing && !dependencies.some((text) => isOf(missing.package, text)) ? missing : null;
}

/** What would let the script find it, in a sentence. */
export const hintOf = ({ module, package: name }: MissingModule): string =>
  `The module “${module}” is not installed. Add “${name}” to the dependencies of the script.`;

const MISSING: Record<ScriptLanguage, (errorTail: string) => MissingModule | null> = {
  python: (errorTail) => {
    const lines = errorTail.trimEnd().split('\n');
    const missing = PYTHON_MISSING.exec(lines.pop() ?? '')?.[1];
    if (missing === undefined) return null;
    const code = lines.findLast((line) => !PYTHON_MARKS.test(line)) ?? '';
    const imported = pythonImports(code).find((name) => isWithin(name, missing));
    const found = packageOf(imported ?? missing);
    // a package that is there lacks a part of its own: installing it again would not help
    return found && isWithin(found.module, missing) ? found : null;
  },
  javascript: (errorTail) => {
    const module = [...errorTail.matchAll(NODE_MISSING)].at(-1)?.[1];
    if (module === undefined || !NODE_UNCAUGHT.test(errorTail)) return null;
    const name = NPM_PACKAGE.exec(module)?.[0];
    return name === undefined ? null : { module, package: name };
  },
};

/** The modules that a line of Python imports, with the names that it takes out of them, which may be modules too. */
function pythonImports(code: string): string[] {
  const names = (list = '') =>
    list.split(',').flatMap((part) => part.trim().split(/\s+/, 1).filter(Boolean));
  const [, source, taken] = PYTHON_FROM.exec(code) ?? [];
  if (source === undefined) return names(PYTHON_IMPORT.exec(code)?.[1]);
  return [...names(taken).map((name) => `${source}.${name}`), source];
}

/** Whether a module is another one or a part of it. */
const isWithin = (module: string, whole: string) => `${module}.`.startsWith(`${whole}.`);

/** Whether a requirement is of a package, in whatever spelling. */
function isOf(name: string, requirement: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_.]+/g, '-');
  const [written = ''] = /^@?[^\s@[=<>!~;]+/.exec(requirement) ?? [];
  return plain(written) === plain(name);
}
