import { ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsInt, IsObject, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { CreateScriptDto } from './create-script.dto.js';
import { NoNul } from '../../shared/http/clean-text.js';
import { AsSent } from '../../shared/http/values-by-name.js';
import { NullAsAbsent } from '../../shared/http/null-as-absent.js';

/** Any subset of a script's fields; what is left out stays as it is. */
export class UpdateScriptDto extends PartialType(CreateScriptDto, { skipNullProperties: false }) {
  /** Number of the version that the change is based on. Required when code, dependencies, parameters or type change. */
  @NullAsAbsent()
  @IsOptional()
  @IsInt()
  @Min(1)
  base_version?: number;

  /**
   * What the other fields being changed were when they were read. When one of them is another by now, nothing is written
   * and the answer is 409; without it the change counts whatever stands there.
   */
  @IsOptional()
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @AsSent()
  @IsObject()
  base?: Record<string, unknown>;

  /** What changed, for the list of versions. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  @NoNul()
  version_description?: string;
}
