import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { ScriptLanguage } from '../runner/run.types.js';
import { InstantColumn } from '../shared/database/instant-column.js';

/** A program that scripts can choose. Those found on the machine have a row too, so that a choice survives a restart. */
@Entity('interpreters')
@Index('ux_interpreters_name', ['name'], { unique: true })
@Index('ux_interpreters_path', ['path'], { unique: true })
export class ListedInterpreter {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_interpreters' })
  id: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 20 })
  language: ScriptLanguage;

  /** The real binary, or the link of a virtual environment: what is started. */
  @Column({ type: 'text' })
  path: string;

  /** Folder of the installation, or the binary itself where it needs nothing beside it. */
  @Column({ type: 'text' })
  prefix: string;

  /** What the program called itself when it was asked last. */
  @Column({ type: 'varchar', length: 50 })
  version: string;

  /** When its file had been changed when it was asked last, in milliseconds: another time means another version. */
  @Column({ name: 'modified_ms', type: 'double precision' })
  modifiedMs: number;

  /** Whether the server found it; else somebody added it. */
  @Column({ name: 'is_found', type: 'boolean' })
  isFound: boolean;

  /** Whether somebody made it the default of its language; without one, the setting decides. */
  @Column({ name: 'is_default', type: 'boolean' })
  isDefault: boolean;

  @InstantColumn({ name: 'added_at' })
  addedAt: Date;
}
