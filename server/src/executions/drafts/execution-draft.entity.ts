import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ParameterDefinitionDto } from '../../scripts/parameters/parameter-definition.dto.js';
import type { ScriptType } from '../../scripts/script-type.js';

/** What a run of a draft runs: written with its execution, gone with it. */
@Entity('execution_drafts')
export class ExecutionDraft {
  @PrimaryColumn({
    name: 'execution_id',
    type: 'integer',
    primaryKeyConstraintName: 'pk_execution_drafts',
  })
  @ForeignKey('executions', { name: 'fk_execution_drafts_execution', onDelete: 'CASCADE' })
  executionId: number;

  @Column({ type: 'varchar', length: 20 })
  type: ScriptType;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'simple-json' })
  dependencies: string[];

  @Column({ type: 'simple-json' })
  parameters: ParameterDefinitionDto[];
}
