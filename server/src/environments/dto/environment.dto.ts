import { ApiProperty } from '@nestjs/swagger';
import type { ScriptLanguage } from '../../runner/run.types.js';
import { CauseDto } from '../../shared/causes/cause.dto.js';
import type { Environment } from '../environment.entity.js';
import { EnvironmentState } from '../environment-state.js';
import { LockedPackageDto } from './locked-package.dto.js';

/** Languages that have packages. */
export enum EnvironmentLanguage {
  Python = 'python',
  JavaScript = 'javascript',
}

/** A set of installed packages that all runs share which need exactly it. */
export class EnvironmentSummaryDto {
  id: number;
  @ApiProperty({ enum: EnvironmentLanguage, enumName: 'EnvironmentLanguage' })
  language: ScriptLanguage;
  /** Path of the interpreter that it was made for. */
  interpreter_path: string;
  /** @example 3.13.1 */
  interpreter_version: string;
  /** In one spelling and order. */
  requirements: string[];
  @ApiProperty({ enum: EnvironmentState, enumName: 'EnvironmentState' })
  state: EnvironmentState;
  /** Why the last installation failed, in a sentence; one that was installed before can be used all the same. */
  @ApiProperty({ type: String, nullable: true })
  error: string | null;
  /** What `error` says, for whoever says it in another language. */
  @ApiProperty({ type: CauseDto, nullable: true })
  cause: CauseDto | null;
  /** On the disk; null until it was installed. */
  @ApiProperty({ type: 'integer', nullable: true })
  bytes: number | null;
  created_at: Date;
  /** When it was installed last; null until it was. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  built_at: Date | null;
  /** Up to a minute behind. */
  last_used_at: Date;

  /** @param isBuilding whether it is being installed now */
  static summarize(row: Environment, isBuilding: boolean): EnvironmentSummaryDto {
    return {
      id: row.id,
      language: row.language,
      interpreter_path: row.interpreterPath,
      interpreter_version: row.interpreterVersion,
      requirements: row.requirements,
      state: isBuilding ? EnvironmentState.Building : row.state,
      error: row.error,
      cause: CauseDto.from(row.cause),
      bytes: row.bytes,
      created_at: row.createdAt,
      built_at: row.builtAt,
      last_used_at: row.lastUsedAt,
    };
  }
}

/** An environment with what is in it. */
export class EnvironmentDto extends EnvironmentSummaryDto {
  /** What was installed, by name; empty until it was. */
  packages: LockedPackageDto[];
  /** End of what the last installation printed, at most 64 KiB. */
  log: string;

  static from(row: Environment, isBuilding: boolean, log: string): EnvironmentDto {
    return {
      ...EnvironmentSummaryDto.summarize(row, isBuilding),
      packages: (row.packages ?? []).map((entry) => LockedPackageDto.from(entry)),
      log,
    };
  }
}

export class EnvironmentListDto {
  items: EnvironmentSummaryDto[];
}
