import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { columns } from './columns.js';

export class CreateIdempotencyKeys1795400004001 implements MigrationInterface {
  name = 'CreateIdempotencyKeys1795400004001';

  async up(queryRunner: QueryRunner): Promise<void> {
    const c = columns(queryRunner);
    await queryRunner.createTable(
      new Table({
        name: 'idempotency_keys',
        columns: [
          c.id('idempotency_keys'),
          c.integer('script_id'),
          c.varchar('key', 200),
          c.varchar('fingerprint', 64),
          c.integer('execution_id'),
          c.instant('created_at'),
        ],
        foreignKeys: [
          {
            name: 'fk_idempotency_keys_script',
            columnNames: ['script_id'],
            referencedTableName: 'scripts',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
          {
            name: 'fk_idempotency_keys_execution',
            columnNames: ['execution_id'],
            referencedTableName: 'executions',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
        indices: [
          {
            name: 'ux_idempotency_keys_script_id_key',
            columnNames: ['script_id', 'key'],
            isUnique: true,
          },
          { name: 'ix_idempotency_keys_execution_id', columnNames: ['execution_id'] },
          { name: 'ix_idempotency_keys_created_at', columnNames: ['created_at'] },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('idempotency_keys');
  }
}
