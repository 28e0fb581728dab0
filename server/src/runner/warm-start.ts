import type { RunSpec } from './run.types.js';

/** Largest order: it fits into a pipe that nobody reads yet (64 KiB on Linux). */
export const ORDER_LIMIT_BYTES = 32 * 1024;

/** Variables that an interpreter or its libraries read as they start, beyond those that no parameter may have. */
const STARTUP_VARIABLE = /^(GLIBC_TUNABLES|OPENSSL_.*|SSL_CERT_.*|GCONV_PATH|LOCPATH|RES_OPTIONS)$/;

/** Whether a run looks the same from an interpreter that was started before anything about the run was known. */
export const canWait = ({ hasFiles, hasInput, env }: RunSpec): boolean =>
  !hasFiles && !hasInput && !Object.keys(env).some((name) => STARTUP_VARIABLE.test(name));
