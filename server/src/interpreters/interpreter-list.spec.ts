import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import type { Interpreter } from '../runner/interpreters.js';
import { sqliteDriver } from '../shared/database/sqlite-driver.js';
import { gateSqlite } from '../shared/database/sqlite-gate.js';
import { Clock } from '../shared/time/clock.js';
import { InterpreterList } from './interpreter-list.js';
import { ListedInterpreter } from './interpreter.entity.js';

const python = (path: string, version = '3.11.2'): Interpreter => ({
  language: 'python',
  path,
  prefix: '/usr',
  version,
});

describe('InterpreterList', () => {
  let dataSource: DataSource;
  let list: InterpreterList;
  beforeEach(async () => {
    dataSource = await gateSqlite(
      new DataSource({
        type: 'better-sqlite3',
        driver: sqliteDriver(),
        database: ':memory:',
        entities: [ListedInterpreter],
        migrations,
        migrationsRun: true,
      }),
    ).initialize();
    list = new InterpreterList(dataSource.getRepository(ListedInterpreter), new Clock());
  });
  afterEach(() => dataSource.destroy());

  const names = async () => (await list.all()).map(({ name }) => name);

  it('gives programs that are found at the same time under one name names of their own', async () => {
    await Promise.all(['/a', '/b', '/c'].map((path) => list.register(python(path), 'Python')));
    expect(await names()).toEqual(['Python', 'Python 2', 'Python 3']);
  });

  it('keeps one row a program, with the name it was given and what it says now', async () => {
    await Promise.all([list.register(python('/a'), 'One'), list.register(python('/a'), 'Two')]);
    const [row] = await list.all();
    if (!row) throw new Error('a row was expected');
    await list.rename(row, 'Ours');
    await list.register(python('/a', '3.11.9'), 'One');
    expect(await list.all()).toMatchObject([{ id: row.id, name: 'Ours', version: '3.11.9' }]);
  });
});
