import { execFileSync } from 'node:child_process';
import { SQLITE_PACKAGE, sqliteDriver } from './sqlite-driver.js';

/** Makes far more statements than are kept, in a process that may end for it. */
const MAKE_STATEMENTS = `
const database = new (require(process.argv[1]))(':memory:');
for (let number = 0; number < 100_000; number++) database.prepare('SELECT ' + number).get();
console.log('alive');`;

describe('sqliteDriver', () => {
  it('opens databases', () => {
    const database = new (sqliteDriver())(':memory:');
    expect(database.prepare('SELECT 1').pluck().get()).toBe(1);
    database.close();
  });

  it('lets statements be garbage-collected, and the process end', () => {
    const output = execFileSync(process.execPath, ['-e', MAKE_STATEMENTS, SQLITE_PACKAGE]);
    expect(output.toString()).toBe('alive\n');
  });
});
