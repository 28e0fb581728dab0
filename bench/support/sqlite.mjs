/** better-sqlite3 for the Node.js that runs; see `server/src/shared/database/sqlite-driver.ts`. */
const name = Number(process.versions.napi) >= 10 ? 'better-sqlite3-napi' : 'better-sqlite3';

/** @type {{ default: typeof import('better-sqlite3') }} */
export const { default: Database } = await import(name);
