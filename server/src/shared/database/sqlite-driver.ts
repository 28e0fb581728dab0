import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';

type Driver = typeof Database;

/** What better-sqlite3 13 is built for: Node.js 22.14 and newer have it. */
const NODE_API_VERSION = 10;

/** There is no SQLite for this Node.js, or one that was compiled for another. */
export class SqliteUnavailableError extends Error {
  constructor(cause: unknown) {
    const version = process.versions.node;
    const remedy =
      'Run npm install with this version of Node.js; before 22.14 that needs a C++ compiler.';
    super(`SQLite cannot be used by Node.js ${version}. ${remedy}`, { cause });
  }
}

/**
 * The better-sqlite3 that the running Node.js can use. 13 does not run on Node.js 20; 12, which does, ends a Node.js from
 * 24.19 on with an abort as soon as one of its statements is garbage-collected.
 */
export const SQLITE_PACKAGE =
  Number(process.versions.napi) >= NODE_API_VERSION ? 'better-sqlite3-napi' : 'better-sqlite3';

/** @throws SqliteUnavailableError */
export function sqliteDriver(): Driver {
  try {
    const driver = createRequire(import.meta.url)(SQLITE_PACKAGE) as Driver;
    // only the first database loads the native part
    new driver(':memory:').close();
    return driver;
  } catch (cause) {
    throw new SqliteUnavailableError(cause);
  }
}
