import { ApiProperty } from '@nestjs/swagger';
import type { DomainError } from './domain-error.js';
import { FieldProblemDto, ProblemDto } from './error.dto.js';

/** What became of one of the many that a request was about. */
export class OutcomeDto {
  id: number;
  /** Whether it was done. */
  is_done: boolean;
  /** Stable code of why it was not, as the request for it alone would be answered. @example SCRIPT_IN_USE */
  @ApiProperty({ type: String, nullable: true })
  error: string | null;
  /** Why it was not, in English. */
  @ApiProperty({ type: String, nullable: true })
  message: string | null;
  /** The same sentence by sentence; empty when it was done. */
  reasons: ProblemDto[];
  /** The inputs at fault, when there are some. */
  fields: FieldProblemDto[];

  static done(id: number): OutcomeDto {
    return { id, is_done: true, error: null, message: null, reasons: [], fields: [] };
  }

  static refused(id: number, { code, message, problems, fields = [] }: DomainError): OutcomeDto {
    return {
      ...{ id, is_done: false, error: code, message },
      reasons: problems.map((one) => ProblemDto.from(one)),
      fields: fields.map((one) => FieldProblemDto.from(one)),
    };
  }
}
