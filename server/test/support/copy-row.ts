import { DataSource } from 'typeorm';
import type { TestApp } from './test-app.js';

/** Makes many runs like one that has ended, each with an output of its own and no folders. */
export async function copyRow(
  { app }: TestApp,
  id: number,
  count: number,
  outputBytes = 16_384,
): Promise<void> {
  const dataSource = app.get(DataSource);
  const columns = dataSource
    .getMetadata('executions')
    .columns.map(({ databaseName }) => databaseName)
    .filter((name) => !['id', 'output'].includes(name))
    .join(', ');
  await dataSource.query(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     INSERT INTO executions (${columns}, output)
     SELECT ${columns.replaceAll(/(^|, )/g, '$1e.')}, hex(randomblob(?)) FROM n, executions e WHERE e.id = ?`,
    [count, outputBytes / 2, id],
  );
}
