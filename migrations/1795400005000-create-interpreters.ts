import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columns } from './columns.js';

/** Columns are added by plain SQL: TypeORM copies a SQLite table to change it, and what refers to it would go on the way. */
const ADDED: [table: string, column: string, type: string][] = [
  ['scripts', 'interpreter_id', 'integer'],
  ['executions', 'interpreter_name', 'varchar(100)'],
  ['executions', 'interpreter_path', 'text'],
  ['executions', 'interpreter_version', 'varchar(50)'],
];

export class CreateInterpreters1795400005000 implements MigrationInterface {
  name = 'CreateInterpreters1795400005000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'interpreters',
        columns: [
          c.id('interpreters'),
          c.varchar('name', 100),
          c.varchar('language', 20),
          c.text('path'),
          c.text('prefix'),
          c.varchar('version', 50),
          c.double('modified_ms'),
          c.boolean('is_found'),
          c.boolean('is_default'),
          c.instant('added_at'),
        ],
        indices: [
          { name: 'ux_interpreters_name', columnNames: ['name'], isUnique: true },
          { name: 'ux_interpreters_path', columnNames: ['path'], isUnique: true },
        ],
      }),
    );
    for (const [table, column, type] of ADDED) {
      await queryRunner.query(`ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, column] of ADDED) {
      await queryRunner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
    }
    await queryRunner.dropTable('interpreters');
  }
}
