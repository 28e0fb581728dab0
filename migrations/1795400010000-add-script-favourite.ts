import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

export class AddScriptFavourite1795400010000 implements MigrationInterface {
  name = 'AddScriptFavourite1795400010000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'scripts', columns(queryRunner).boolean('is_favourite', nullable));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE "scripts" DROP COLUMN "is_favourite"');
  }
}
