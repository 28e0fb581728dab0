import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

/** Where a log is followed from. */
export class LogStreamQuery {
  /** Where to start, as in the id of an event. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  from?: string;

  /**
   * How many bytes of the end of a longer log are enough: a `skipped` event with `line`, the number of the line that comes
   * next, takes the place of the others.
   */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(0)
  tail?: number;
}
