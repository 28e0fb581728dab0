import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddResultCause1795400021000 implements MigrationInterface {
  name = 'AddResultCause1795400021000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'executions', columns(queryRunner).text('result_cause', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "result_cause"');
  }
}
