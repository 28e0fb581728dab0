import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const former = [
  new TableIndex({ name: 'ix_executions_trigger_id', columnNames: ['trigger', 'id'] }),
  new TableIndex({
    name: 'ix_executions_script_id_trigger_id',
    columnNames: ['script_id', 'trigger', 'id'],
  }),
];

const wider = [
  new TableIndex({
    name: 'ix_executions_trigger_id_status',
    columnNames: ['trigger', 'id', 'status'],
  }),
  new TableIndex({
    name: 'ix_executions_script_id_trigger_id_status',
    columnNames: ['script_id', 'trigger', 'id', 'status'],
  }),
];

/** Lets lists of one trigger be narrowed by status, and counted, without reading the runs. */
export class IndexTriggersWithStatus1795400020000 implements MigrationInterface {
  name = 'IndexTriggersWithStatus1795400020000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndices('executions', former);
    await queryRunner.createIndices('executions', wider);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndices('executions', wider);
    await queryRunner.createIndices('executions', former);
  }
}
