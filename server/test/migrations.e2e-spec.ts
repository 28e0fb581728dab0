import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { Environment } from '../src/environments/environment.entity.js';
import { ExecutionDraft } from '../src/executions/drafts/execution-draft.entity.js';
import { Execution } from '../src/executions/execution.entity.js';
import { ExecutionStatus, ExecutionTrigger } from '../src/executions/execution-status.js';
import { IdempotencyKey } from '../src/executions/idempotency/idempotency-key.entity.js';
import { Schedule } from '../src/schedules/schedule.entity.js';
import { ScriptType } from '../src/scripts/script-type.js';
import { Script } from '../src/scripts/script.entity.js';
import { ListedInterpreter } from '../src/interpreters/interpreter.entity.js';
import { gateSqlite } from '../src/shared/database/sqlite-gate.js';
import { ScriptVersion } from '../src/versions/version.entity.js';

const tables = [
  'environments',
  'execution_drafts',
  'executions',
  'idempotency_keys',
  'interpreters',
  'run_presets',
  'saved_views',
  'schedules',
].concat(['script_versions', 'scripts']);

describe('migrations', () => {
  let dataSource: DataSource;
  beforeEach(async () => {
    dataSource = await gateSqlite(
      new DataSource({
        type: 'better-sqlite3',
        database: ':memory:',
        entities: [
          ...[Script, ScriptVersion, Schedule, Execution],
          ...[ExecutionDraft, IdempotencyKey, ListedInterpreter, Environment],
        ],
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

  it('keep the rows of the tables that they change', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    const script = { name: 'x', description: '', type: ScriptType.Python, code: 'x', version: 1 };
    const lists = { dependencies: [], parameters: [], tags: [] };
    const now = new Date();
    await dataSource.manager.insert(Script, {
      ...script,
      ...lists,
      createdAt: now,
      updatedAt: now,
    });
    await dataSource.manager.insert(Execution, {
      ...{ scriptId: 1, version: 1, status: ExecutionStatus.Success, params: {}, uploads: [] },
      ...{ trigger: ExecutionTrigger.Manual, attempt: 1, priority: 0, timeoutSeconds: 1 },
      ...{ createdAt: now, droppedBytes: 0 },
    });
    const counts = async () => {
      const rows = ['scripts', 'executions'].map((table) =>
        dataSource.query(`SELECT COUNT(*) AS count FROM ${table}`),
      );
      return (await Promise.all(rows)).map(([{ count }]) => count as number);
    };
    for (let left = migrations.length; left > tables.length; left--) {
      await dataSource.undoLastMigration({ transaction: 'each' });
      expect(await counts()).toEqual([1, 1]);
    }
    await dataSource.runMigrations({ transaction: 'each' });
    expect(await counts()).toEqual([1, 1]);
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
