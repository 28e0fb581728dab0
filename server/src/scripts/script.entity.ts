import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { InstantColumn } from '../shared/database/instant-column.js';
import type { ParameterDefinitionDto } from './parameters/parameter-definition.dto.js';
import type { ScriptType } from './script-type.js';
import type { ScriptLimitsDto } from './dto/script-limits.dto.js';

/** A script as it is now; what it was is in its versions. */
@Entity('scripts')
@Index('ux_scripts_name', ['name'], { unique: true })
export class Script {
  @PrimaryGeneratedColumn({ primaryKeyConstraintName: 'pk_scripts' })
  id: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'text' })
  description: string;

  @Column({ type: 'varchar', length: 20 })
  type: ScriptType;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'simple-json' })
  dependencies: string[];

  @Column({ type: 'simple-json' })
  parameters: ParameterDefinitionDto[];

  /** Number of the version that `code`, `dependencies`, `parameters` and `type` are. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'simple-json' })
  tags: string[];

  @Column({ type: 'varchar', length: 100, nullable: true })
  category: string | null;

  /** Whether the team marked it; null for those made before that was possible. */
  @Column({ name: 'is_favourite', type: 'boolean', nullable: true })
  isFavourite: boolean | null;

  /** Wall time of a run, in seconds; null = the server's default. */
  @Column({ name: 'timeout_seconds', type: 'integer', nullable: true })
  timeoutSeconds: number | null;

  /** Runs of this script at the same time; null = no limit of its own. */
  @Column({ name: 'concurrency_limit', type: 'integer', nullable: true })
  concurrencyLimit: number | null;

  /** The interpreter that was chosen for it; null = the default of its language. */
  @Column({ name: 'interpreter_id', type: 'integer', nullable: true })
  interpreterId: number | null;

  /** Days that ended runs are kept; null = the server's default, 0 = no limit. */
  @Column({ name: 'retention_days', type: 'integer', nullable: true })
  retentionDays: number | null;

  /** Ended runs that are kept; null = the server's default, 0 = no limit. */
  @Column({ name: 'retention_runs', type: 'integer', nullable: true })
  retentionRuns: number | null;

  /** What its runs may use; null = the server's defaults. */
  @Column({ type: 'simple-json', nullable: true })
  limits: ScriptLimitsDto | null;

  /** Whether its runs may use the network; null = the server's default. */
  @Column({ type: 'boolean', nullable: true })
  network: boolean | null;

  /** Absolute paths of folders outside of their space that its runs are shown; null = none. */
  @Column({ name: 'readable_folders', type: 'simple-json', nullable: true })
  readableFolders: string[] | null;

  @InstantColumn({ name: 'created_at' })
  createdAt: Date;

  @InstantColumn({ name: 'updated_at' })
  updatedAt: Date;
}
