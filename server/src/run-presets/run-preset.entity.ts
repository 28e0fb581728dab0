import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../shared/database/instant-column.js';

/** Values to run a script with under a name, for everybody. */
@Entity('run_presets')
@Index('ux_run_presets_script_id_name', ['scriptId', 'name'], { unique: true })
export class RunPreset {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_run_presets' })
  id: number;

  @Column({ name: 'script_id', type: 'integer' })
  @ForeignKey('scripts', { name: 'fk_run_presets_script', onDelete: 'CASCADE' })
  scriptId: number;

  @Column({ type: 'varchar', length: 60 })
  name: string;

  /** By parameter key. A script's parameters may have changed since: values are checked when they are used. */
  @Column({ type: 'simple-json' })
  values: Record<string, unknown>;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;

  @InstantColumn({ name: 'updated_at' })
  updatedAt: Date;
}
