import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columns, nullable } from './columns.js';

export class CreateSchedules1795392002000 implements MigrationInterface {
  name = 'CreateSchedules1795392002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'schedules',
        columns: [
          c.id('schedules'),
          c.integer('script_id'),
          c.varchar('name', 100),
          c.text('description'),
          c.varchar('cron_expression', 100),
          c.varchar('timezone', 64),
          c.text('params'),
          c.boolean('enabled'),
          c.instant('last_run_time', nullable),
          c.instant('next_run_time', nullable),
          c.instant('created_at'),
          c.instant('updated_at'),
        ],
        foreignKeys: [
          {
            name: 'fk_schedules_script',
            columnNames: ['script_id'],
            referencedTableName: 'scripts',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
        indices: [
          { name: 'ix_schedules_script_id', columnNames: ['script_id'] },
          { name: 'ix_schedules_next_run_time', columnNames: ['next_run_time'] },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('schedules');
  }
}
