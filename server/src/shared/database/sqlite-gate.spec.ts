import { DataSource, EntitySchema } from 'typeorm';
import { sqliteDriver } from './sqlite-driver.js';
import { gateSqlite } from './sqlite-gate.js';

const Row = new EntitySchema<{ id: number; name: string }>({
  name: 'Row',
  tableName: 'rows',
  columns: { id: { type: 'integer', primary: true, generated: true }, name: { type: 'varchar' } },
});

const open = () =>
  gateSqlite(
    // the one place where a schema may come from an entity: the gate is tested, not a table of ours
    new DataSource({
      type: 'better-sqlite3',
      driver: sqliteDriver(),
      database: ':memory:',
      entities: [Row],
      synchronize: true,
    }),
  ).initialize();

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('gateSqlite', () => {
  let dataSource: DataSource;
  beforeEach(async () => {
    dataSource = await open();
  });
  afterEach(() => dataSource.destroy());

  const names = async () =>
    (await dataSource.getRepository(Row).find({ order: { name: 'ASC' } })).map(({ name }) => name);

  it('keeps what others were told is committed when a transaction beside them rolls back', async () => {
    const failing = dataSource.transaction(async (manager) => {
      await manager.insert(Row, { name: 'rolled back' });
      for (let index = 0; index < 20; index++) await turn();
      throw new Error('planned');
    });
    const plain = dataSource.getRepository(Row).insert({ name: 'plain' });
    const committed = dataSource.transaction((manager) =>
      manager.save(Row, { name: 'transaction' }),
    );
    await expect(failing).rejects.toThrow('planned');
    await Promise.all([plain, committed]);
    expect(await names()).toEqual(['plain', 'transaction']);
  });

  it('loses nothing that was acknowledged in 400 mixed operations, a quarter of them rolled back', async () => {
    const acknowledged: string[] = [];
    const operation = async (index: number) => {
      const name = `row ${String(index).padStart(3, '0')}`;
      if (index % 2) {
        await dataSource.getRepository(Row).save({ name });
        acknowledged.push(name);
        return;
      }
      const outcome = dataSource.transaction(async (manager) => {
        await manager.insert(Row, { name });
        await turn();
        await manager.insert(Row, { name: `${name} b` });
        if (index % 4 === 0) throw new Error('planned');
      });
      await outcome.then(
        () => acknowledged.push(name, `${name} b`),
        () => undefined,
      );
    };
    await Promise.all(Array.from({ length: 400 }, (_, index) => operation(index)));
    expect(await names()).toEqual(acknowledged.sort());
    expect(acknowledged).toHaveLength(400);
  });

  it('refuses a query that would wait for the transaction it stands in', async () => {
    const careless = dataSource.transaction(async (manager) => {
      await manager.insert(Row, { name: 'inside' });
      await dataSource.getRepository(Row).count();
    });
    await expect(careless).rejects.toThrow('use the EntityManager');
    expect(await names()).toEqual([]);
  });

  it('rolls back an inner transaction without its outer one', async () => {
    await dataSource.transaction(async (manager) => {
      await manager.insert(Row, { name: 'outer' });
      const inner = manager.transaction(async (nested) => {
        await nested.insert(Row, { name: 'inner' });
        throw new Error('planned');
      });
      await expect(inner).rejects.toThrow('planned');
    });
    expect(await names()).toEqual(['outer']);
  });

  it('frees the connection when a transaction fails to commit or is abandoned', async () => {
    const runner = dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`INSERT INTO rows (name) VALUES ('abandoned')`);
    await runner.release();
    await dataSource.getRepository(Row).insert({ name: 'after' });
    expect(await names()).toEqual(['after']);
  });
});
