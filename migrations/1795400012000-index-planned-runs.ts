import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const index = new TableIndex({
  name: 'ix_executions_planned',
  columnNames: ['schedule_id', 'scheduled_for', 'status'],
  where: '"scheduled_for" IS NOT NULL',
});

/** Lets the calendar of schedules count runs by day and status without reading the runs. */
export class IndexPlannedRuns1795400012000 implements MigrationInterface {
  name = 'IndexPlannedRuns1795400012000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createIndex('executions', index);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('executions', index);
  }
}
