import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableColumn } from 'typeorm';
import { columns, nullable } from './columns.js';

export class AddExecutionResults1795400004000 implements MigrationInterface {
  name = 'AddExecutionResults1795400004000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.addColumns(
      'executions',
      [
        c.integer('progress', nullable),
        c.varchar('progress_message', 200, nullable),
        c.integer('result_bytes', nullable),
        c.text('result_error', nullable),
        c.text('result', nullable),
      ].map((column) => new TableColumn(column)),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumns('executions', [
      'result',
      'result_error',
      'result_bytes',
      'progress_message',
      'progress',
    ]);
  }
}
