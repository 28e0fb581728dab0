import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Cause } from '../runner/causes.js';
import type { ScriptLanguage } from '../runner/run.types.js';
import { InstantColumn } from '../shared/database/instant-column.js';
import type { EnvironmentState } from './environment-state.js';
import type { LockedPackage } from './install/locked-package.js';

/** A set of installed packages that all runs share which need exactly it. */
@Entity('environments')
@Index('ux_environments_key', ['key'], { unique: true })
export class Environment {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_environments' })
  id: number;

  /** SHA-256 over everything that decides what is installed, see `environmentKey`. */
  @Column({ type: 'varchar', length: 64 })
  key: string;

  @Column({ type: 'varchar', length: 20 })
  language: ScriptLanguage;

  @Column({ name: 'interpreter_path', type: 'text' })
  interpreterPath: string;

  /** Folder of its installation. */
  @Column({ name: 'interpreter_prefix', type: 'text' })
  interpreterPrefix: string;

  @Column({ name: 'interpreter_version', type: 'varchar', length: 50 })
  interpreterVersion: string;

  /** In one spelling and order. */
  @Column({ type: 'simple-json' })
  requirements: string[];

  @Column({ type: 'varchar', length: 20 })
  state: EnvironmentState;

  /** Name of its folder; null until it was installed once. A new installation gets a new folder. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  folder: string | null;

  /** On the disk. */
  @Column({ type: 'double precision', nullable: true })
  bytes: number | null;

  /** What was installed, by name. */
  @Column({ type: 'simple-json', nullable: true })
  packages: LockedPackage[] | null;

  /** Why the last installation failed, in a sentence. */
  @Column({ type: 'text', nullable: true })
  error: string | null;

  /** The same in parts. */
  @Column({ type: 'simple-json', nullable: true })
  cause: Cause | null;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;

  @InstantColumn({ name: 'built_at', nullable: true })
  builtAt: Date | null;

  /** Up to a minute behind. */
  @InstantColumn({ name: 'last_used_at' })
  lastUsedAt: Date;
}
