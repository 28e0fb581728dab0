import { IsString, Length } from 'class-validator';
import { NoControlCharacters } from '../../shared/http/clean-text.js';
import { trim } from '../../shared/http/trim.js';

/** A program of this machine that scripts shall be able to choose. */
export class CreateInterpreterDto {
  /** Unique among all interpreters. @example Python 3.13 (opt) */
  @trim()
  @IsString()
  @Length(1, 100)
  @NoControlCharacters()
  name: string;

  /** Absolute path of a Python (3.8 or newer) or Node.js (18 or newer). @example /opt/python3.13/bin/python3 */
  @trim()
  @IsString()
  @Length(1, 1_000)
  path: string;
}
