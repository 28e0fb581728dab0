import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../shared/database/instant-column.js';

/** Packages as they were installed for a version, and for what. */
export interface VersionLock {
  readonly interpreterVersion: string;
  readonly packages: readonly { name: string; version: string; hashes: readonly string[] }[];
  /** ISO 8601, UTC. */
  readonly installedAt: string;
}

/** What a script was at one time: written once, never changed but for its lock. */
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

  /** What its dependencies were when it ran last; null until it has run with some. */
  @Column({ type: 'simple-json', nullable: true })
  lock: VersionLock | null;

  /** What changed, in the author's words. */
  @Column({ type: 'text' })
  description: string;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;

  /** Who wrote it; null until there are users. */
  @Column({ name: 'created_by', type: 'varchar', length: 100, nullable: true })
  createdBy: string | null;
}
