import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { NullAsAbsent } from '../../shared/http/null-as-absent.js';

/** What a script that runs is given to read. */
export class GiveInputDto {
  /**
   * Text, at most 64 KiB as UTF-8. Nothing is added: a script that reads lines gets one when it ends with a newline.
   * @example yes\n
   */
  @NullAsAbsent()
  @IsOptional()
  @IsString()
  text?: string;

  /** Whether the input ends after the text, for good. Default: it stays open. */
  @NullAsAbsent()
  @IsOptional()
  @IsBoolean()
  end?: boolean;
}
