/** How Linux, SQLite and PostgreSQL say it. */
const CODES = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', '53100'];

/** Whether something failed because a disk is full; TypeORM wraps what its driver says. */
export function isDiskFull(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as { code?: string; driverError?: unknown };
  return driverError === undefined ? CODES.includes(code ?? '') : isDiskFull(driverError);
}
