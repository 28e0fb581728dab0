import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddExecutionCause1795400019000 implements MigrationInterface {
  name = 'AddExecutionCause1795400019000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'executions', columns(queryRunner).text('cause', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "cause"');
  }
}
