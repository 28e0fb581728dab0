import { type QueryRunner, TableColumn, type TableColumnOptions } from 'typeorm';

/** Columns that mean the same on SQLite and PostgreSQL. No database defaults: values are set in code. */
export function columns(queryRunner: QueryRunner) {
  const isPostgres = queryRunner.connection.options.type === 'postgres';
  const column =
    (type: string, extra: Partial<TableColumnOptions> = {}) =>
    (name: string, options: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
      name,
      type,
      ...extra,
      ...options,
    });
  return {
    /** Generated key, never used twice. */
    id: (table: string): TableColumnOptions => ({
      name: 'id',
      type: 'integer',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
      primaryKeyConstraintName: `pk_${table}`,
    }),
    integer: column('integer'),
    double: column('double precision'),
    text: column('text'),
    boolean: column('boolean'),
    varchar: (
      name: string,
      length: number,
      options: Partial<TableColumnOptions> = {},
    ): TableColumnOptions => ({
      name,
      type: 'varchar',
      length: String(length),
      ...options,
    }),
    /** UTC with milliseconds. */
    instant: isPostgres
      ? column('timestamp with time zone', { precision: 3 })
      : column('datetime', { precision: 3 }),
  };
}

export const nullable = { isNullable: true } as const;

/**
 * Adds a column that may be null, in place. TypeORM's own `addColumn` copies the whole table on SQLite, and a dropped
 * copy takes the rows along that refer to it.
 */
export async function addColumn(
  queryRunner: QueryRunner,
  table: string,
  options: TableColumnOptions,
): Promise<void> {
  const type = queryRunner.connection.driver.createFullType(new TableColumn(options));
  await queryRunner.query(`ALTER TABLE "${table}" ADD COLUMN "${options.name}" ${type}`);
  // A runner remembers tables: a later migration that has TypeORM copy this one would leave the column out.
  await queryRunner.getTable(table);
}
