import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type FieldProblem,
  type Problem,
  PROBLEM_CODES,
  type ProblemCode,
} from '../problems/problem.js';

/** One thing that is wrong, also for whoever says it in another language. */
export class ProblemDto {
  /** Which sentence it is. */
  @ApiProperty({ enum: PROBLEM_CODES, enumName: 'ProblemCode' })
  code: ProblemCode;
  /** What the sentence names: a name, a number, a bound. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  })
  values: Record<string, string | number>;
  /** What is wrong and what would be right, in English. */
  message: string;

  static from({ code, values, message }: Problem): ProblemDto {
    return { code, values: { ...values }, message };
  }
}

/** One wrong input. */
export class FieldProblemDto extends ProblemDto {
  /** Where it stands in the request, e.g. `parameters.0.key`. */
  field: string;

  static override from({ field, ...what }: FieldProblem): FieldProblemDto {
    return { field, ...ProblemDto.from(what) };
  }
}

/** The envelope of every failure. */
export class ErrorDto {
  @ApiProperty({ enum: [1], type: 'integer' })
  code: 1;
  @ApiProperty({ type: 'object', nullable: true, additionalProperties: false })
  data: null;
  /** What is wrong and what to do, in English. */
  message: string;
  /** Stable code for programs. @example SCRIPT_NOT_FOUND */
  error: string;
  /** What is wrong, sentence by sentence. */
  reasons: ProblemDto[];
  /** The inputs at fault, when there are some. */
  fields?: FieldProblemDto[];
  /** More facts, e.g. both sides of a save conflict. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  details?: object;
  /** Names this request in the server's log. */
  request_id: string;
}
