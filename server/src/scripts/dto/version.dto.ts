import { ApiProperty } from '@nestjs/swagger';
import { LockedPackageDto } from '../../environments/dto/locked-package.dto.js';
import { ParameterDefinitionDto } from '../parameters/parameter-definition.dto.js';
import { ScriptType } from '../script-type.js';
import { PageDto } from '../../shared/http/page.dto.js';
import type { ScriptVersion, VersionLock } from '../../versions/version.entity.js';

/** A version without its content, as the list shows it. */
export class VersionSummaryDto {
  script_id: number;
  /** From 1, per script. */
  version: number;
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType' })
  type: ScriptType;
  /** What changed, in the author's words; empty when they said nothing, as for the first version. */
  description: string;
  created_at: Date;
  /** Who wrote it; null until there are users. */
  @ApiProperty({ type: String, nullable: true })
  created_by: string | null;

  static summarize(version: ScriptVersion): VersionSummaryDto {
    return {
      script_id: version.scriptId,
      version: version.version,
      type: version.type as ScriptType,
      description: version.description,
      created_at: version.createdAt,
      created_by: version.createdBy,
    };
  }
}

/** What the dependencies of a version were when it ran last. */
export class VersionLockDto {
  /** Version of the interpreter they were installed for. */
  interpreter_version: string;
  /** By name. */
  packages: LockedPackageDto[];
  installed_at: Date;

  static from({ interpreterVersion, packages, installedAt }: VersionLock): VersionLockDto {
    return {
      interpreter_version: interpreterVersion,
      packages: packages.map((entry) => LockedPackageDto.from(entry)),
      installed_at: new Date(installedAt),
    };
  }
}

/** What a script was at one time. */
export class VersionDto extends VersionSummaryDto {
  code: string;
  dependencies: string[];
  parameters: ParameterDefinitionDto[];
  /** Null until it has run with dependencies. */
  @ApiProperty({ type: VersionLockDto, nullable: true })
  lock: VersionLockDto | null;

  static from(version: ScriptVersion): VersionDto {
    return {
      ...VersionSummaryDto.summarize(version),
      code: version.code,
      dependencies: version.dependencies,
      parameters: version.parameters as ParameterDefinitionDto[],
      lock: version.lock && VersionLockDto.from(version.lock),
    };
  }
}

export class VersionPageDto extends PageDto {
  items: VersionSummaryDto[];
}
