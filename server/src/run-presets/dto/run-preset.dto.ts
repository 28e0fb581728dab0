import { ApiProperty } from '@nestjs/swagger';
import { IsObject, IsString, Length } from 'class-validator';
import { NoControlCharacters } from '../../shared/http/clean-text.js';
import { AsSent } from '../../shared/http/values-by-name.js';
import { trim } from '../../shared/http/trim.js';
import type { RunPreset } from '../run-preset.entity.js';

export class SaveRunPresetDto {
  /** Unique among the presets of the script. @example Last month, all customers */
  @trim()
  @IsString()
  @Length(1, 60)
  @NoControlCharacters()
  name: string;

  /** Values by parameter key; what is left out keeps its default. They are checked when a run uses them. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  @AsSent()
  @IsObject({ message: 'values must be an object of values by parameter key.' })
  values: Record<string, unknown>;
}

export class RunPresetDto {
  id: number;
  script_id: number;
  name: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  values: Record<string, unknown>;

  created_at: Date;
  updated_at: Date;

  static from({ id, scriptId, name, values, createdAt, updatedAt }: RunPreset): RunPresetDto {
    return { id, script_id: scriptId, name, values, created_at: createdAt, updated_at: updatedAt };
  }
}

export class RunPresetListDto {
  /** By name. */
  items: RunPresetDto[];
}
