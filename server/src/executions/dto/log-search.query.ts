import { ApiProperty } from '@nestjs/swagger';
import {
  IsBoolean,
  IsEnum,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { booleanText } from '../../shared/http/boolean-text.js';
import { PrintedStreamName } from './log-range.dto.js';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

/** What to look for in a log. Lines are searched as a terminal shows them: without colours, and without what a carriage return overwrote. */
export class LogSearchQuery {
  /** Text that lines contain, or a regular expression (ECMAScript) that matches within one line. */
  @IsString()
  @Length(1, 1_000)
  @Matches(/^[^\r\n]*$/, { message: 'q must be one line: a search never reaches beyond a line.' })
  q: string;

  /** Whether `q` is a regular expression. Default: false. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  regex?: boolean;

  /** Whether upper and lower case differ. Default: false. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  case?: boolean;

  /** Default: both, merged in the order they were printed. The lines of one stream are counted by themselves. */
  @IsOptional()
  @ApiProperty({ enum: PrintedStreamName, enumName: 'PrintedStreamName', required: false })
  @IsEnum(PrintedStreamName)
  stream?: PrintedStreamName;

  /** Whether the lines of one stream have the numbers of the whole log, also in `from_line`. Default: false. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  merged_numbers?: boolean;

  /** First line that is searched, counted from 1. Default: 1. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  from_line?: number;

  /** Most hits that are answered. Default: 100. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit?: number;

  /** Whether to search on behind the last hit answered, to count the others. Default: true. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  count?: boolean;
}
