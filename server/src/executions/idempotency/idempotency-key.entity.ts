import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../../shared/database/instant-column.js';

/** A request to run a script that its client may send again, and the execution that answers it. */
@Entity('idempotency_keys')
@Index('ux_idempotency_keys_script_id_key', ['scriptId', 'key'], { unique: true })
@Index('ix_idempotency_keys_execution_id', ['executionId'])
@Index('ix_idempotency_keys_created_at', ['createdAt'])
export class IdempotencyKey {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_idempotency_keys' })
  id: number;

  @Column({ name: 'script_id', type: 'integer' })
  @ForeignKey('scripts', { name: 'fk_idempotency_keys_script', onDelete: 'CASCADE' })
  scriptId: number;

  /** As the client sent it. */
  @Column({ type: 'varchar', length: 200 })
  key: string;

  /** SHA-256 of what was asked for, in hexadecimal. */
  @Column({ type: 'varchar', length: 64 })
  fingerprint: string;

  @Column({ name: 'execution_id', type: 'integer' })
  @ForeignKey('executions', { name: 'fk_idempotency_keys_execution', onDelete: 'CASCADE' })
  executionId: number;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;
}
