import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString } from 'class-validator';
import { ScriptType } from '../../scripts/script-type.js';

/** A script that comes with the product. */
export class ExampleDto {
  /** Stable name of the example. @example csv-report */
  key: string;
  /** Name of the script that it becomes. */
  name: string;
  description: string;
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType' })
  type: ScriptType;
  /** Whether there is a script of this name already. */
  is_installed: boolean;
}

export class ExampleListDto {
  items: ExampleDto[];
}

/** Which examples to install. */
export class InstallExamplesDto {
  /** Keys of examples. Default: all. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  keys?: string[];
}

/** What was installed. */
export class InstalledExamplesDto {
  /** Ids of the new scripts; examples whose name is taken are left alone. */
  script_ids: number[];
}
