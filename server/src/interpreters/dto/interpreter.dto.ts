import { ApiProperty } from '@nestjs/swagger';
import type { ScriptLanguage } from '../../runner/run.types.js';
import type { ListedInterpreter } from '../interpreter.entity.js';

/** A program that runs scripts. */
export class InterpreterDto {
  id: number;
  /** Unique among all interpreters. @example Python 3.13 (opt) */
  name: string;
  @ApiProperty({ enum: ['python', 'javascript'], enumName: 'ScriptType' })
  language: ScriptLanguage;
  /** The program that is started: the real file, or the link of a virtual environment. */
  path: string;
  /** What the program called itself. @example 3.13.1 */
  version: string;
  /** Whether the server found it by itself; such a one cannot be deleted while it is installed. */
  is_found: boolean;
  /** Whether it runs the scripts of its language that have chosen none. */
  is_default: boolean;
  /** Whether its file is still there: false means that scripts which have chosen it fail. */
  is_available: boolean;
  added_at: Date;

  static from(
    row: ListedInterpreter,
    { isDefault, isThere }: { isDefault: boolean; isThere: boolean },
  ): InterpreterDto {
    return {
      id: row.id,
      name: row.name,
      language: row.language,
      path: row.path,
      version: row.version,
      is_found: row.isFound,
      is_default: isDefault,
      is_available: isThere,
      added_at: row.addedAt,
    };
  }
}

/** All interpreters. */
export class InterpreterListDto {
  items: InterpreterDto[];
}
