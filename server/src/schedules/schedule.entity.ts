import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../shared/database/instant-column.js';

/** Starts a script at the times of a cron expression. */
@Entity('schedules')
@Index('ix_schedules_script_id', ['scriptId'])
@Index('ix_schedules_next_run_time', ['nextRunTime'])
export class Schedule {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_schedules' })
  id: number;

  @Column({ name: 'script_id', type: 'integer' })
  @ForeignKey('scripts', { name: 'fk_schedules_script', onDelete: 'CASCADE' })
  scriptId: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'text' })
  description: string;

  @Column({ name: 'cron_expression', type: 'varchar', length: 100 })
  cronExpression: string;

  /** IANA name; the cron expression is read in it. */
  @Column({ type: 'varchar', length: 64 })
  timezone: string;

  /** Values by key, given to every run. */
  @Column({ type: 'simple-json' })
  params: Record<string, unknown>;

  @Column({ type: 'boolean' })
  enabled: boolean;

  @InstantColumn({ name: 'last_run_time', nullable: true })
  lastRunTime: Date | null;

  /** The nearest planned time; null while disabled. */
  @InstantColumn({ name: 'next_run_time', nullable: true })
  nextRunTime: Date | null;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;

  @InstantColumn({ name: 'updated_at' })
  updatedAt: Date;
}
