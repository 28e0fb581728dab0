import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class CreateEnvironments1795400003000 implements MigrationInterface {
  name = 'CreateEnvironments1795400003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'environments',
        columns: [
          c.id('environments'),
          c.varchar('key', 64),
          c.varchar('language', 20),
          c.text('interpreter_path'),
          c.text('interpreter_prefix'),
          c.varchar('interpreter_version', 50),
          c.text('requirements'),
          c.varchar('state', 20),
          c.varchar('folder', 100, nullable),
          c.double('bytes', nullable),
          c.text('packages', nullable),
          c.text('error', nullable),
          c.instant('created_at'),
          c.instant('built_at', nullable),
          c.instant('last_used_at'),
        ],
        indices: [{ name: 'ux_environments_key', columnNames: ['key'], isUnique: true }],
      }),
    );
    await addColumn(queryRunner, 'executions', c.integer('environment_id', nullable));
    await addColumn(queryRunner, 'executions', c.text('hint', nullable));
    await addColumn(queryRunner, 'script_versions', c.text('lock', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "script_versions" DROP COLUMN "lock"');
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "hint"');
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "environment_id"');
    await queryRunner.dropTable('environments');
  }
}
