import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { Execution } from '../src/executions/execution.entity.js';
import { IdempotencyKey } from '../src/executions/idempotency/idempotency-key.entity.js';
import { Schedule } from '../src/schedules/schedule.entity.js';
import { Script } from '../src/scripts/script.entity.js';
import { gateSqlite } from '../src/shared/database/sqlite-gate.js';
import { ScriptVersion } from '../src/versions/version.entity.js';

const tables = ['executions', 'idempotency_keys', 'schedules', 'script_versions', 'scripts'];

describe('migrations', () => {
  let dataSource: DataSource;
  beforeEach(async () => {
    dataSource = await gateSqlite(
      new DataSource({
        type: 'better-sqlite3',
        database: ':memory:',
        entities: [Script, ScriptVersion, Schedule, Execution, IdempotencyKey],
        migrations,
      }),
    ).initialize();
  });
  afterEach(() => dataSource.destroy());

  const tablesNow = async () => {
    const rows: { name: string }[] = await dataSource.query(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY name`,
    );
    return rows.map(({ name }) => name);
  };

  it('make exactly the tables that the entities describe', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    const pending = await dataSource.driver.createSchemaBuilder().log();
    expect(pending.upQueries.map(({ query }) => query)).toEqual([]);
    expect(await tablesNow()).toEqual(tables);
  });

  it('go all the way down and up again', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    for (let left = migrations.length; left > 0; left--) {
      await dataSource.undoLastMigration({ transaction: 'each' });
    }
    expect(await tablesNow()).toEqual([]);
    await dataSource.runMigrations({ transaction: 'each' });
    expect(await tablesNow()).toEqual(tables);
  });
});
