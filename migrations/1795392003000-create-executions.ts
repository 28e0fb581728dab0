import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columns, nullable } from './columns.js';

export class CreateExecutions1795392003000 implements MigrationInterface {
  name = 'CreateExecutions1795392003000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'executions',
        columns: [
          c.id('executions'),
          c.integer('script_id'),
          c.integer('version'),
          c.varchar('status', 20),
          c.varchar('reason', 30, nullable),
          c.integer('exit_code', nullable),
          c.varchar('signal', 20, nullable),
          c.text('params'),
          c.text('uploads'),
          c.text('output', nullable),
          c.text('error', nullable),
          c.varchar('trigger', 20),
          c.varchar('triggered_by', 100, nullable),
          c.integer('rerun_of', nullable),
          c.integer('schedule_id', nullable),
          c.instant('scheduled_for', nullable),
          c.integer('attempt'),
          c.integer('priority'),
          c.integer('timeout_seconds'),
          c.varchar('isolation', 20, nullable),
          c.instant('created_at'),
          c.instant('start_time', nullable),
          c.instant('end_time', nullable),
          c.integer('cpu_ms', nullable),
          c.double('max_rss_bytes', nullable),
          c.double('dropped_bytes'),
        ],
        foreignKeys: [
          {
            name: 'fk_executions_script',
            columnNames: ['script_id'],
            referencedTableName: 'scripts',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
          {
            name: 'fk_executions_schedule',
            columnNames: ['schedule_id'],
            referencedTableName: 'schedules',
            referencedColumnNames: ['id'],
            onDelete: 'SET NULL',
          },
        ],
        indices: [
          { name: 'ix_executions_script_id_id', columnNames: ['script_id', 'id'] },
          { name: 'ix_executions_status_id', columnNames: ['status', 'id'] },
          { name: 'ix_executions_script_id_status_id', columnNames: ['script_id', 'status', 'id'] },
          { name: 'ix_executions_trigger_id', columnNames: ['trigger', 'id'] },
          {
            name: 'ix_executions_script_id_trigger_id',
            columnNames: ['script_id', 'trigger', 'id'],
          },
          { name: 'ix_executions_schedule_id_id', columnNames: ['schedule_id', 'id'] },
          { name: 'ix_executions_created_at', columnNames: ['created_at'] },
          {
            name: 'ux_executions_schedule_id_scheduled_for',
            columnNames: ['schedule_id', 'scheduled_for'],
            isUnique: true,
          },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('executions');
  }
}
