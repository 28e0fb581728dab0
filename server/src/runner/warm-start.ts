import type { RunSpec } from './run.types.js';

/** Largest order: it fits into a pipe that nobody reads yet (64 KiB on Linux). */
export const ORDER_LIMIT_BYTES = 32 * 1024;

/** Variables that an interpreter or its libraries read as they start, beyond those that no parameter may have. */
const STARTUP_VARIABLE = /^(GLIBC_TUNABLES|OPENSSL_.*|SSL_CERT_.*|GCONV_PATH|LOCPATH|RES_OPTIONS)$/;

/** No program can be given a variable with this: NUL ends a text, and half of a surrogate pair has no UTF-8. */
const IMPOSSIBLE_TEXT = /[\0\p{Surrogate}]/u;

const canReadLater = ([name, value]: [string, string]): boolean =>
  !STARTUP_VARIABLE.test(name) && !IMPOSSIBLE_TEXT.test(value);

/**
 * Python code that has a folder of its own searched before the standard library. One of its modules may be named like one
 * that is loaded already, which would be imported in its place. The lengths keep a hostile script from holding the server up.
 */
const HIDES_MODULES =
  /\bsys\.path\s*(\.\s*insert\b|(\[[^\]\n]{0,80}\]\s*)?\+?=)|\bfrom\s+sys\s+import\b.{0,200}\bpath\b/;

/** A text that ends like the name of a file of Python code, which may be such a module that the script writes beside itself. */
const NAMES_MODULE = /\.py['"]/;

const mayHideModules = ({ language, code }: RunSpec): boolean =>
  language === 'python' && (HIDES_MODULES.test(code) || NAMES_MODULE.test(code));

/**
 * Python code that looks at what called it: a script that an interpreter runs after it has waited has a frame of ours below
 * it, which Python has no means to hide.
 */
const LOOKS_AT_STACK =
  /\b(inspect|_getframe|_current_frames|currentframe|f_back|(print|extract|format|walk)_stack|stack_info|stacklevel|dump_traceback)\b/;

const maySeeCaller = ({ language, code }: RunSpec): boolean =>
  language === 'python' && LOOKS_AT_STACK.test(code);

/** Whether a run looks the same from an interpreter that was started before anything about the run was known. */
export const canWait = (spec: RunSpec): boolean =>
  !spec.hasFiles &&
  !spec.hasInput &&
  Object.entries(spec.env).every(canReadLater) &&
  !mayHideModules(spec) &&
  !maySeeCaller(spec);
