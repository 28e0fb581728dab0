import { ApiProperty, IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import { CreateScriptDto } from '../../scripts/dto/create-script.dto.js';
import { ParameterDefinitionDto } from '../../scripts/parameters/parameter-definition.dto.js';
import { ScriptType } from '../../scripts/script-type.js';
import type { ExecutionDraft } from './execution-draft.entity.js';

/** Content to run without saving it; what is left out is as in the version that it is based on. */
export class DraftDto extends IntersectionType(
  PickType(CreateScriptDto, ['code']),
  PartialType(PickType(CreateScriptDto, ['type', 'dependencies', 'parameters'])),
) {}

/** What a run of a draft runs. */
export class ExecutionDraftDto {
  @ApiProperty({ enum: ScriptType, enumName: 'ScriptType' })
  type: ScriptType;
  code: string;
  dependencies: string[];
  parameters: ParameterDefinitionDto[];

  static from({ type, code, dependencies, parameters }: ExecutionDraft): ExecutionDraftDto {
    return { type, code, dependencies, parameters };
  }
}
