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
import { sqliteDriver } from '../src/shared/database/sqlite-driver.js';
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
        driver: sqliteDriver(),
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

  const insertScript = async () => {
    const script = { name: 'x', description: '', type: ScriptType.Python, code: 'x', version: 1 };
    const lists = { dependencies: [], parameters: [], tags: [] };
    const now = new Date();
    await dataSource.manager.insert(Script, {
      ...script,
      ...lists,
      createdAt: now,
      updatedAt: now,
    });
  };

  it('make exactly the tables that the entities describe', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    const pending = await dataSource.driver.createSchemaBuilder().log();
    expect(pending.upQueries.map(({ query }) => query)).toEqual([]);
    expect(await tablesNow()).toEqual(tables);
  });

  it('keep the rows of the tables that they change', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    await insertScript();
    const now = new Date();
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

  it('take the hints of earlier versions apart, and put them together again', async () => {
    await dataSource.runMigrations({ transaction: 'each' });
    await insertScript();
    const undoTo = async (name: string) => {
      const made = await dataSource.query('SELECT name FROM migrations ORDER BY id DESC');
      for (const { name: last } of made as { name: string }[]) {
        await dataSource.undoLastMigration({ transaction: 'each' });
        if (last === name) return;
      }
    };
    await undoTo('StoreMissingModules1795400018000');
    const hint =
      'The module “yaml” is not installed. Add “PyYAML” to the dependencies of the script.';
    for (const text of [hint, null, 'words that nobody has stored'])
      await dataSource.query(
        `INSERT INTO executions (script_id, version, status, params, uploads, trigger, attempt, priority, timeout_seconds, created_at, dropped_bytes, is_interactive, hint)
         VALUES (1, 1, 'failed', '{}', '[]', 'manual', 1, 0, 1, '2026-01-01 00:00:00.000', 0, 0, ?)`,
        [text],
      );
    await dataSource.runMigrations({ transaction: 'each' });
    const rows = await dataSource.manager.find(Execution, { order: { id: 'ASC' } });
    expect(rows.map(({ missingModule }) => missingModule)).toEqual([
      { module: 'yaml', package: 'PyYAML' },
      null,
      null,
    ]);
    await undoTo('StoreMissingModules1795400018000');
    const back = await dataSource.query('SELECT hint FROM executions ORDER BY id');
    expect(back.map((row: { hint: string | null }) => row.hint)).toEqual([hint, null, null]);
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
