import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columns } from './columns.js';

export class CreateRunPresets1795400015000 implements MigrationInterface {
  name = 'CreateRunPresets1795400015000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'run_presets',
        columns: [
          c.id('run_presets'),
          c.integer('script_id'),
          c.varchar('name', 60),
          c.text('values'),
          c.instant('created_at'),
          c.instant('updated_at'),
        ],
        foreignKeys: [
          {
            name: 'fk_run_presets_script',
            columnNames: ['script_id'],
            referencedTableName: 'scripts',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
        indices: [
          {
            name: 'ux_run_presets_script_id_name',
            columnNames: ['script_id', 'name'],
            isUnique: true,
          },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('run_presets');
  }
}
