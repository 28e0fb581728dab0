import type { RunSpec } from './run.types.js';

/** Largest order: it fits into a pipe that nobody reads yet (64 KiB on Linux). */
export const ORDER_LIMIT_BYTES = 32 * 1024;

/** Variables that an interpreter or its libraries read as they start, beyond those that no parameter may have. */
const STARTUP_VARIABLE = /^(GLIBC_TUNABLES|OPENSSL_.*|SSL_CERT_.*|GCONV_PATH|LOCPATH|RES_OPTIONS)$/;

/** No program can be given a variable with this: NUL ends a text, and half of a surrogate pair has no UTF-8. */
const IMPOSSIBLE_TEXT = /[\0\p{Surrogate}]/u;

const canReadLater = ([name, value]: [string, string]): boolean =>
  !STARTUP_VARIABLE.test(name) && !IMPOSSIBLE_TEXT.test(value);

/** Whether a run looks the same from an interpreter that was started before anything about the run was known. */
export const canWait = ({ hasFiles, hasInput, env }: RunSpec): boolean =>
  !hasFiles && !hasInput && Object.entries(env).every(canReadLater);
