import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { wholeNumberText } from '../../shared/http/whole-number-text.js';

/** How a request to run a script is answered. */
export class ExecuteScriptQuery {
  /**
   * Wait up to this many seconds for the end of the execution. The answer is the execution as it is then: it has ended
   * when `end_time` is not null, and `status` says how. Default: answer at once.
   */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(0)
  @Max(60)
  wait?: number;
}
