import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddIsolationSettings1795400006000 implements MigrationInterface {
  name = 'AddIsolationSettings1795400006000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await addColumn(queryRunner, 'scripts', c.boolean('network', nullable));
    await addColumn(queryRunner, 'scripts', c.text('readable_folders', nullable));
    await addColumn(queryRunner, 'scripts', c.text('limits', nullable));
    await addColumn(queryRunner, 'executions', c.text('reach', nullable));
    await addColumn(queryRunner, 'executions', c.text('limits', nullable));
    await addColumn(queryRunner, 'executions', c.double('written_bytes', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "written_bytes"');
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "limits"');
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "reach"');
    await queryRunner.query('ALTER TABLE "scripts" DROP COLUMN "limits"');
    await queryRunner.query('ALTER TABLE "scripts" DROP COLUMN "readable_folders"');
    await queryRunner.query('ALTER TABLE "scripts" DROP COLUMN "network"');
  }
}
