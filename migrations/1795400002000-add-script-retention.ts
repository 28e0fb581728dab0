import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddScriptRetention1795400002000 implements MigrationInterface {
  name = 'AddScriptRetention1795400002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await addColumn(queryRunner, 'scripts', c.integer('retention_days', nullable));
    await addColumn(queryRunner, 'scripts', c.integer('retention_runs', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "scripts" DROP COLUMN "retention_runs"');
    await queryRunner.query('ALTER TABLE "scripts" DROP COLUMN "retention_days"');
  }
}
