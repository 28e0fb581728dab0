import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';

/** What better-sqlite3 13 is built for: Node.js 22.14 and newer have it. */
const NODE_API_VERSION = 10;

/**
 * better-sqlite3 as the running Node.js can use it. 13 does not run on Node.js 20; 12, which does, ends a Node.js from 24.19
 * on with an abort as soon as one of its statements is garbage-collected.
 */
export const sqliteDriver = load();

function load(): typeof Database {
  const hasNodeApi = Number(process.versions.napi) >= NODE_API_VERSION;
  const name = hasNodeApi ? 'better-sqlite3-napi' : 'better-sqlite3';
  try {
    return createRequire(import.meta.url)(name) as typeof Database;
  } catch (cause) {
    const message = `SQLite cannot be used by Node.js ${process.versions.node}. Run npm install with this version of Node.js; before 22.14 that needs a C++ compiler.`;
    throw new Error(message, { cause });
  }
}
