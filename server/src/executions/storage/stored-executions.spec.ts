import { DataSource, type Logger } from 'typeorm';
import { migrations } from '../../../../migrations/index.js';
import { Schedule } from '../../schedules/schedule.entity.js';
import { Script } from '../../scripts/script.entity.js';
import { sqliteDriver } from '../../shared/database/sqlite-driver.js';
import { gateSqlite } from '../../shared/database/sqlite-gate.js';
import { ScriptVersion } from '../../versions/version.entity.js';
import { ExecutionDraft } from '../drafts/execution-draft.entity.js';
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
        entities: [Script, ScriptVersion, Schedule, Execution, ExecutionDraft],
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
  /** Of each row of the index it is asked whether there is a draft. */
  const SAVED =
    /COVERING INDEX ix_executions_script_id_id_storage|^CORRELATED|^SEARCH draft USING INTEGER PRIMARY KEY/;
  const DRAFT = /INDEX ix_executions_drafts/;
  /** The rows of one step are read by the index, then grouped. */
  const STEP = /COVERING INDEX ix_executions_script_id_id_storage|^CO-ROUTINE step$|^SCAN step$/;

  it.each<[string, RegExp, () => Promise<unknown>]>([
    ['the oldest of all', KEY, () => stored.oldest(5, 10)],
    ['the oldest of a script', SAVED, () => stored.oldestOf(1, 'saved', 5, 10)],
    ['the oldest draft of a script', DRAFT, () => stored.oldestOf(1, 'draft', 5, 10)],
    ['the first that is one too many', SAVED, () => stored.newestBeyond(1, 'saved', 1_000)],
    ['the first draft that is one too many', DRAFT, () => stored.newestBeyond(1, 'draft', 50)],
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
