import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddExecutionInput1795400007000 implements MigrationInterface {
  name = 'AddExecutionInput1795400007000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const isInteractive = columns(queryRunner).boolean('is_interactive', nullable);
    await addColumn(queryRunner, 'executions', isInteractive);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "is_interactive"');
  }
}
