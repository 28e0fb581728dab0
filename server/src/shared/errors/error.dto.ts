import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One wrong input. */
export class FieldProblemDto {
  /** Where it stands in the request, e.g. `parameters.0.key`. */
  field: string;
  /** What is wrong and what would be right. */
  message: string;
}

/** The envelope of every failure. */
export class ErrorDto {
  @ApiProperty({ enum: [1], type: 'integer' })
  code: 1;
  @ApiProperty({ type: 'object', nullable: true, additionalProperties: false })
  data: null;
  /** What is wrong and what to do, in English. */
  message: string;
  /** Stable code for programs and translations. @example SCRIPT_NOT_FOUND */
  error: string;
  /** The inputs at fault, when there are some. */
  fields?: FieldProblemDto[];
  /** More facts, e.g. both sides of a save conflict. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  details?: object;
  /** Names this request in the server's log. */
  request_id: string;
}
