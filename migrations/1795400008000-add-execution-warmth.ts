import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddExecutionWarmth1795400008000 implements MigrationInterface {
  name = 'AddExecutionWarmth1795400008000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'executions', columns(queryRunner).boolean('is_warm', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "is_warm"');
  }
}
