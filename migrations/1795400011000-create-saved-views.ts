import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { columns } from './columns.js';

/** Both are partial: a success that nobody keeps costs nothing. */
const REASONS = [
  new TableIndex({
    name: 'ix_executions_reason_id',
    columnNames: ['reason', 'id', 'trigger', 'schedule_id'],
    where: '"reason" IS NOT NULL',
  }),
  new TableIndex({
    name: 'ix_executions_script_id_reason_id',
    columnNames: ['script_id', 'reason', 'id', 'trigger'],
    where: '"reason" IS NOT NULL',
  }),
];
const KEPT = new TableIndex({
  name: 'ix_executions_kept',
  columnNames: ['id'],
  where: '"kept_at" IS NOT NULL',
});
/** With the trigger, which these lists are narrowed by too. */
const STATUS = [
  new TableIndex({
    name: 'ix_executions_status_id_trigger',
    columnNames: ['status', 'id', 'trigger'],
  }),
  new TableIndex({
    name: 'ix_executions_script_id_status_id_trigger',
    columnNames: ['script_id', 'status', 'id', 'trigger'],
  }),
];
/** Holds the filters that a schedule's list is narrowed by, so that counting reads no rows. */
const SCHEDULE = new TableIndex({
  name: 'ix_executions_schedule_id_id_filters',
  columnNames: ['schedule_id', 'id', 'status', 'trigger', 'script_id'],
});
const REPLACED = [
  new TableIndex({ name: 'ix_executions_schedule_id_id', columnNames: ['schedule_id', 'id'] }),
  new TableIndex({ name: 'ix_executions_status_id', columnNames: ['status', 'id'] }),
  new TableIndex({
    name: 'ix_executions_script_id_status_id',
    columnNames: ['script_id', 'status', 'id'],
  }),
];
const ADDED = [...REASONS, KEPT, ...STATUS, SCHEDULE];

export class CreateSavedViews1795400011000 implements MigrationInterface {
  name = 'CreateSavedViews1795400011000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'saved_views',
        columns: [
          c.id('saved_views'),
          c.varchar('name', 60),
          c.text('filters'),
          c.instant('created_at'),
        ],
        indices: [{ name: 'ux_saved_views_name', columnNames: ['name'], isUnique: true }],
      }),
    );
    for (const index of ADDED) {
      await queryRunner.createIndex('executions', index);
    }
    for (const index of REPLACED) await queryRunner.dropIndex('executions', index);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of REPLACED) await queryRunner.createIndex('executions', index);
    for (const index of ADDED) {
      await queryRunner.dropIndex('executions', index);
    }
    await queryRunner.dropTable('saved_views');
  }
}
