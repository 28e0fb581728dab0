import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

/** Holds all that retention and the usage of scripts ask for, and still serves the lists of a script. */
const COVERING = new TableIndex({
  name: 'ix_executions_script_id_id_storage',
  columnNames: ['script_id', 'id', 'end_time', 'kept_at', 'disk_bytes'],
});
const COVERED = new TableIndex({
  name: 'ix_executions_script_id_id',
  columnNames: ['script_id', 'id'],
});
/** As short as the list of runs that wait to be measured. */
const UNMEASURED = new TableIndex({
  name: 'ix_executions_unmeasured',
  columnNames: ['id'],
  where: '"disk_bytes" IS NULL AND "end_time" IS NOT NULL',
});

export class AddExecutionStorage1795400002001 implements MigrationInterface {
  name = 'AddExecutionStorage1795400002001';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await addColumn(queryRunner, 'executions', c.instant('kept_at', nullable));
    await addColumn(queryRunner, 'executions', c.double('disk_bytes', nullable));
    await queryRunner.createIndex('executions', COVERING);
    await queryRunner.dropIndex('executions', COVERED);
    await queryRunner.createIndex('executions', UNMEASURED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('executions', UNMEASURED);
    await queryRunner.createIndex('executions', COVERED);
    await queryRunner.dropIndex('executions', COVERING);
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "disk_bytes"');
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "kept_at"');
  }
}
