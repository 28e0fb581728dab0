import { ApiProperty } from '@nestjs/swagger';
import {
  IsArray,
  IsBoolean,
  IsEnum,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  Min,
} from 'class-validator';
import { NoControlCharacters, NoNul } from '../../shared/http/clean-text.js';
import { NullAsAbsent } from '../../shared/http/null-as-absent.js';

/** What a parameter holds, and so which field asks for it. */
export enum ParameterType {
  String = 'string',
  Text = 'text',
  Integer = 'integer',
  Number = 'number',
  Boolean = 'boolean',
  Select = 'select',
}

/** One input of a script; its value reaches the script as the environment variable `key`. */
export class ParameterDefinitionDto {
  /** Name of the environment variable. @example INPUT_FILE */
  @IsString()
  @Length(1, 100)
  key: string;

  @IsOptional()
  @ApiProperty({ enum: ParameterType, enumName: 'ParameterType' })
  @IsEnum(ParameterType)
  type: ParameterType = ParameterType.String;

  /** What people see instead of the key. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @NoControlCharacters()
  label?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  @NoNul()
  description?: string = '';

  /** Used when no value is given; must itself be valid. */
  @IsOptional()
  @ApiProperty({
    required: false,
    nullable: true,
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
  })
  default_value?: string | number | boolean | null;

  /** Whether a run without a value is refused. */
  @IsOptional()
  @IsBoolean()
  required: boolean = false;

  /** Choices of a `select`. */
  @NullAsAbsent()
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  @NoNul({ each: true })
  options?: string[];

  /** Smallest `integer` or `number`. */
  @NullAsAbsent()
  @IsOptional()
  @IsNumber()
  min?: number;

  /** Largest `integer` or `number`. */
  @NullAsAbsent()
  @IsOptional()
  @IsNumber()
  max?: number;

  /** Regular expression (ECMAScript) that a `string` or `text` must match as a whole. */
  @NullAsAbsent()
  @IsOptional()
  @IsString()
  @MaxLength(500)
  pattern?: string;

  /** Fewest characters of a `string` or `text`. */
  @NullAsAbsent()
  @IsOptional()
  @IsInt()
  @Min(0)
  min_length?: number;

  /** Most characters of a `string` or `text`. */
  @NullAsAbsent()
  @IsOptional()
  @IsInt()
  @Min(0)
  max_length?: number;
}
