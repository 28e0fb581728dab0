import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { NoControlCharacters } from '../../shared/http/clean-text.js';
import { trim } from '../../shared/http/trim.js';

/** What changes about an interpreter; what is left out stays as it is. */
export class UpdateInterpreterDto {
  @IsOptional()
  @trim()
  @IsString()
  @Length(1, 100)
  @NoControlCharacters()
  name?: string;

  /** true: it runs the scripts of its language that have chosen none; false: the server's setting decides again. */
  @IsOptional()
  @ApiProperty({ required: false })
  @IsBoolean()
  is_default?: boolean;
}
