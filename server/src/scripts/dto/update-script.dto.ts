import { PartialType } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { CreateScriptDto } from './create-script.dto.js';
import { NullAsAbsent } from '../../shared/http/null-as-absent.js';

/** Any subset of a script's fields; what is left out stays as it is. */
export class UpdateScriptDto extends PartialType(CreateScriptDto, { skipNullProperties: false }) {
  /** Number of the version that the change is based on. Required when code, dependencies, parameters or type change. */
  @NullAsAbsent()
  @IsOptional()
  @IsInt()
  @Min(1)
  base_version?: number;

  /** What changed, for the list of versions. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  version_description?: string;
}
