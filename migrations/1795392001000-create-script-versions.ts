import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columns, nullable } from './columns.js';

export class CreateScriptVersions1795392001000 implements MigrationInterface {
  name = 'CreateScriptVersions1795392001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'script_versions',
        columns: [
          c.id('script_versions'),
          c.integer('script_id'),
          c.integer('version'),
          c.varchar('type', 20),
          c.text('code'),
          c.text('dependencies'),
          c.text('parameters'),
          c.text('description'),
          c.instant('created_at'),
          c.varchar('created_by', 100, nullable),
        ],
        foreignKeys: [
          {
            name: 'fk_script_versions_script',
            columnNames: ['script_id'],
            referencedTableName: 'scripts',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
        indices: [
          {
            name: 'ux_script_versions_script_id_version',
            columnNames: ['script_id', 'version'],
            isUnique: true,
          },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('script_versions');
  }
}
