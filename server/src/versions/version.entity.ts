import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../shared/database/instant-column.js';

/** What a script was at one time: written once, never changed. */
@Entity('script_versions')
@Index('ux_script_versions_script_id_version', ['scriptId', 'version'], { unique: true })
export class ScriptVersion {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_script_versions' })
  id: number;

  @Column({ name: 'script_id', type: 'integer' })
  @ForeignKey('scripts', { name: 'fk_script_versions_script', onDelete: 'CASCADE' })
  scriptId: number;

  /** From 1, without gaps, per script. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'varchar', length: 20 })
  type: string;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'simple-json' })
  dependencies: string[];

  /** Parameter definitions, as the scripts room wrote them. */
  @Column({ type: 'simple-json' })
  parameters: object[];

  /** What changed, in the author's words. */
  @Column({ type: 'text' })
  description: string;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;

  /** Who wrote it; null until there are users. */
  @Column({ name: 'created_by', type: 'varchar', length: 100, nullable: true })
  createdBy: string | null;
}
