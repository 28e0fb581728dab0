import { OmitType, PartialType } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { CreateScriptDto } from '../dto/create-script.dto.js';
import { saying } from '../../shared/errors/validation.js';
import { problem } from '../../shared/problems/problem.js';
import type { Script } from '../script.entity.js';
import { ScriptType } from '../script-type.js';

/** Name of the file that stands beside the code in an export. */
export const MANIFEST_NAME = 'script.json';
export const MANIFEST_FORMAT = 'scriptorium-script/1';

/** Ending of the code's file, without a dot. */
export const ENDING_OF: Record<ScriptType, string> = {
  [ScriptType.Python]: 'py',
  [ScriptType.JavaScript]: 'js',
};

/** `script.json`: everything of a script but its code. */
export class ScriptManifestDto extends PartialType(
  OmitType(CreateScriptDto, ['code', 'interpreter_id', 'favourite'] as const),
) {
  @IsOptional()
  @IsIn([MANIFEST_FORMAT])
  format?: string;

  /** File beside this one that holds the code. */
  @IsOptional()
  @Matches(/^[^/\\]{1,200}$/, saying(problem('CODE_FILE_MALFORMED')))
  code_file?: string;
}

/** What an export says of a script. An interpreter is left out: it belongs to this server. */
export function manifestOf(script: Script, codeFile: string): ScriptManifestDto {
  return {
    format: MANIFEST_FORMAT,
    name: script.name,
    description: script.description,
    type: script.type,
    code_file: codeFile,
    parameters: script.parameters,
    dependencies: script.dependencies,
    tags: script.tags,
    category: script.category,
    timeout_seconds: script.timeoutSeconds,
    concurrency_limit: script.concurrencyLimit,
    retention_days: script.retentionDays,
    retention_runs: script.retentionRuns,
    limits: script.limits ?? {},
    network: script.network,
    readable_folders: script.readableFolders ?? [],
  };
}
