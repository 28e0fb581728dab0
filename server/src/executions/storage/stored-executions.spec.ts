import { DataSource, type Logger } from 'typeorm';
import { migrations } from '../../../../migrations/index.js';
import { Schedule } from '../../schedules/schedule.entity.js';
import { Script } from '../../scripts/script.entity.js';
import { sqliteDriver } from '../../shared/database/sqlite-driver.js';
import { gateSqlite } from '../../shared/database/sqlite-gate.js';
import { ScriptVersion } from '../../versions/version.entity.js';
import { Execution } from '../execution.entity.js';
import { StoredExecutions } from './stored-executions.js';

/** Remembers the statements, as TypeORM writes them. */
class Statements implements Partial<Logger> {
  readonly made: { sql: string; parameters: unknown[] }[] = [];

  logQuery(sql: string, parameters: unknown[] = []): void {
    this.made.push({ sql, parameters });
  }
  logQueryError = () => undefined;
  logQuerySlow = () => undefined;
  logSchemaBuild = () => undefined;
  logMigration = () => undefined;
  log = () => undefined;
}

describe('StoredExecutions', () => {
  let dataSource: DataSource;
  let stored: StoredExecutions;
  const statements = new Statements();

  beforeAll(async () => {
    dataSource = await gateSqlite(
      new DataSource({
        type: 'better-sqlite3',
        driver: sqliteDriver(),
        database: ':memory:',
        entities: [Script, ScriptVersion, Schedule, Execution],
        migrations,
        migrationsRun: true,
        logger: statements as unknown as Logger,
      }),
    ).initialize();
    stored = new StoredExecutions(dataSource.getRepository(Execution), dataSource);
  });
  afterAll(() => dataSource.destroy());

  const KEY = /INTEGER PRIMARY KEY|^SEARCH Execution$/;
  /** Idempotency keys go with their execution. */
  const CASCADE = new RegExp(`${KEY.source}|INDEX ix_idempotency_keys_execution_id`);
  const COVERING = /COVERING INDEX ix_executions_script_id_id_storage/;
  /** The rows of one step are read by the index, then grouped. */
  const STEP = /COVERING INDEX ix_executions_script_id_id_storage|^CO-ROUTINE step$|^SCAN step$/;

  it.each<[string, RegExp, () => Promise<unknown>]>([
    ['the oldest of all', KEY, () => stored.oldest(5, 10)],
    ['the oldest of a script', COVERING, () => stored.oldestOf(1, 5, 10)],
    ['the first that is one too many', COVERING, () => stored.newestBeyond(1, 1_000)],
    ['a deletion', CASCADE, () => stored.deleteEnded([1, 2])],
    ['what is missing', KEY, () => stored.missingAmong([1, 2])],
    ['the newest', KEY, () => stored.newestId()],
    ['what is not measured', /INDEX ix_executions_unmeasured/, () => stored.unmeasured(100, 10)],
    ['a measurement', KEY, () => stored.setDiskBytes(1, 5)],
    ['times', KEY, () => stored.creationTimes([1, 2])],
    ['the usage', STEP, () => stored.usage().next()],
  ])('asks for %s by an index that leads straight there', async (_what, way, ask) => {
    statements.made.length = 0;
    await ask();
    const made = statements.made.filter(({ sql }) => /^(SELECT|UPDATE|DELETE)/.test(sql));
    expect(made).not.toEqual([]);
    for (const { sql, parameters } of made) {
      const plan: { detail: string }[] = await dataSource.query(
        `EXPLAIN QUERY PLAN ${sql}`,
        parameters,
      );
      for (const { detail } of plan) expect(detail).toMatch(way);
    }
  });
});
