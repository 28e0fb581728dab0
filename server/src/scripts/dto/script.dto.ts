import { ApiProperty } from '@nestjs/swagger';
import { ParameterDefinitionDto } from '../parameters/parameter-definition.dto.js';
import { ScriptType } from '../script-type.js';
import type { Script } from '../script.entity.js';
import { ScriptLimitsDto } from './script-limits.dto.js';

/** A script without its code, as lists show it. */
export class ScriptSummaryDto {
  id: number;
  name: string;
  description: string;
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType' })
  type: ScriptType;
  tags: string[];
  @ApiProperty({ type: String, nullable: true })
  category: string | null;
  /** Whether the team marked it. */
  favourite: boolean;
  /** Number of the current version. */
  version: number;
  created_at: Date;
  updated_at: Date;

  static summarize(script: Script): ScriptSummaryDto {
    return {
      id: script.id,
      name: script.name,
      description: script.description,
      type: script.type,
      tags: script.tags,
      category: script.category,
      favourite: script.isFavourite ?? false,
      version: script.version,
      created_at: script.createdAt,
      updated_at: script.updatedAt,
    };
  }
}

/** A script as it is now. */
export class ScriptDto extends ScriptSummaryDto {
  code: string;
  dependencies: string[];
  parameters: ParameterDefinitionDto[];
  /** Wall time of a run, in seconds; null = the server's default. */
  @ApiProperty({ type: 'integer', nullable: true })
  timeout_seconds: number | null;
  /** Runs of this script at the same time; null = no limit of its own. */
  @ApiProperty({ type: 'integer', nullable: true })
  concurrency_limit: number | null;
  /** The interpreter that was chosen for it; null = the default of its language. */
  @ApiProperty({ type: 'integer', nullable: true })
  interpreter_id: number | null;
  /** Days that ended runs are kept; null = the server's default, 0 = no limit. */
  @ApiProperty({ type: 'integer', nullable: true })
  retention_days: number | null;
  /** Ended runs that are kept; null = the server's default, 0 = no limit. */
  @ApiProperty({ type: 'integer', nullable: true })
  retention_runs: number | null;

  limits: ScriptLimitsDto;
  /** Whether its runs may use the network; null = the server's default. */
  @ApiProperty({ type: Boolean, nullable: true })
  network: boolean | null;
  /** Absolute paths of folders outside of their space that its runs may read. */
  readable_folders: string[];

  static from(script: Script): ScriptDto {
    return {
      ...ScriptSummaryDto.summarize(script),
      code: script.code,
      dependencies: script.dependencies,
      parameters: script.parameters,
      timeout_seconds: script.timeoutSeconds,
      concurrency_limit: script.concurrencyLimit,
      interpreter_id: script.interpreterId,
      retention_days: script.retentionDays,
      retention_runs: script.retentionRuns,
      limits: script.limits ?? {},
      network: script.network,
      readable_folders: script.readableFolders ?? [],
    };
  }
}
