import { IsOptional, IsString, MaxLength } from 'class-validator';
import { NoNul } from '../../shared/http/clean-text.js';

/** Why a script goes back to an earlier version. */
export class RollbackDto {
  /** Kept in the description of the new version. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @NoNul()
  reason?: string;
}
