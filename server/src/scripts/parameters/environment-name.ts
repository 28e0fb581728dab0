/** Names that a POSIX shell and every interpreter accept (POSIX, "Environment Variables"). */
export const ENVIRONMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Variables that steer the interpreter, the loader or the run itself: a parameter must not change them. `__proto__` is no
 * name that a JavaScript object can have.
 */
const RESERVED =
  /^(PATH|HOME|PWD|OLDPWD|SHELL|USER|LOGNAME|TMPDIR|TMP|TEMP|LANG|LANGUAGE|TZ|IFS|ENV|BASH_ENV|LC_.*|LD_.*|DYLD_.*|MALLOC_.*|PYTHON.*|NODE_.*|NPM_.*|PIP_.*|UV_.*|SCRIPTORIUM_.*|__PROTO__)$/i;

/** Whether `name` may not be the key of a parameter although it is a correct name. */
export const isReservedName = (name: string): boolean => RESERVED.test(name);
