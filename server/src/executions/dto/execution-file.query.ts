import { IsBoolean, IsOptional } from 'class-validator';
import { booleanText } from '../../shared/http/boolean-text.js';

/** How a file is sent. */
export class ExecutionFileQuery {
  /** Whether as an attachment, to be kept. Default: false, to be shown. */
  @IsOptional()
  @booleanText()
  @IsBoolean()
  download?: boolean;
}
