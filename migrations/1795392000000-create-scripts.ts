import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columns, nullable } from './columns.js';

export class CreateScripts1795392000000 implements MigrationInterface {
  name = 'CreateScripts1795392000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'scripts',
        columns: [
          c.id('scripts'),
          c.varchar('name', 100),
          c.text('description'),
          c.varchar('type', 20),
          c.text('code'),
          c.text('dependencies'),
          c.text('parameters'),
          c.integer('version'),
          c.text('tags'),
          c.varchar('category', 100, nullable),
          c.integer('timeout_seconds', nullable),
          c.integer('concurrency_limit', nullable),
          c.instant('created_at'),
          c.instant('updated_at'),
        ],
        indices: [{ name: 'ux_scripts_name', columnNames: ['name'], isUnique: true }],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('scripts');
  }
}
