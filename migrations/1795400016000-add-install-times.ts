import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddInstallTimes1795400016000 implements MigrationInterface {
  name = 'AddInstallTimes1795400016000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await addColumn(queryRunner, 'executions', c.instant('install_start_time', nullable));
    await addColumn(queryRunner, 'executions', c.instant('install_end_time', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "install_end_time"');
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "install_start_time"');
  }
}
