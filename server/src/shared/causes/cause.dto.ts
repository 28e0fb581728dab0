import { ApiProperty } from '@nestjs/swagger';
import { type Cause, CAUSE_CODES, type CauseCode } from '../../runner/causes.js';

/** Why something did not work, for whoever says it in another language than the sentence beside it. */
export class CauseDto {
  @ApiProperty({ enum: CAUSE_CODES, enumName: 'CauseCode' })
  code: CauseCode;
  /**
   * What it is about, by name: a path, a number, the own words of a program.
   * @example { "folder": "/srv/reports" }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  values: Record<string, string>;

  /** @param cause null for what has worked, and for what was stored before causes had codes */
  static from(cause: Cause): CauseDto;
  static from(cause: Cause | null): CauseDto | null;
  static from(cause: Cause | null): CauseDto | null {
    return cause && { code: cause.code, values: { ...cause.values } };
  }
}
