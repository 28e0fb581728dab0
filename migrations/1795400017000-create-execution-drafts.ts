import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { addColumn, columns, nullable } from './columns.js';

/** Finds the newest runs of a script that are no drafts, however many drafts follow them. */
const SAVED = new TableIndex({
  name: 'ix_executions_script_id_id_saved',
  columnNames: ['script_id', 'id'],
  where: '"is_draft" IS NULL',
});
/** As short as there are drafts; holds what lists and counts ask for. */
const DRAFTS = new TableIndex({
  name: 'ix_executions_drafts',
  columnNames: ['id', 'status', 'script_id'],
  where: '"is_draft" IS NOT NULL',
});

export class CreateExecutionDrafts1795400017000 implements MigrationInterface {
  name = 'CreateExecutionDrafts1795400017000';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await addColumn(queryRunner, 'executions', c.boolean('is_draft', nullable));
    await queryRunner.createIndex('executions', SAVED);
    await queryRunner.createIndex('executions', DRAFTS);
    await queryRunner.createTable(
      new Table({
        name: 'execution_drafts',
        columns: [
          c.integer('execution_id', {
            isPrimary: true,
            primaryKeyConstraintName: 'pk_execution_drafts',
          }),
          c.varchar('type', 20),
          c.text('code'),
          c.text('dependencies'),
          c.text('parameters'),
        ],
        foreignKeys: [
          {
            name: 'fk_execution_drafts_execution',
            columnNames: ['execution_id'],
            referencedTableName: 'executions',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('execution_drafts');
    await queryRunner.dropIndex('executions', DRAFTS);
    await queryRunner.dropIndex('executions', SAVED);
    await queryRunner.query('ALTER TABLE "executions" DROP COLUMN "is_draft"');
  }
}
