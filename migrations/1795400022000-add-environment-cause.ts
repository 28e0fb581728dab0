import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddEnvironmentCause1795400022000 implements MigrationInterface {
  name = 'AddEnvironmentCause1795400022000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'environments', columns(queryRunner).text('cause', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "environments" DROP COLUMN "cause"');
  }
}
