import { IsOptional, IsString, Length } from 'class-validator';
import { NoControlCharacters } from '../../shared/http/clean-text.js';
import { NullAsAbsent } from '../../shared/http/null-as-absent.js';
import { trim } from '../../shared/http/trim.js';

/** How a copy of a script is called. */
export class DuplicateScriptDto {
  /** What follows the name of the script, and a number when that is taken. Default: `copy`. @example 副本 */
  @IsOptional()
  @NullAsAbsent()
  @trim()
  @IsString()
  @Length(1, 20)
  @NoControlCharacters()
  ending?: string;
}
