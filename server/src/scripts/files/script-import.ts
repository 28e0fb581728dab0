import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { DomainError } from '../../shared/errors/domain-error.js';
import { freeName } from '../catalog/free-name.js';
import { ScriptsService } from '../scripts.service.js';
import type { IncomingFile } from './archive-reader.js';
import {
  ImportAction,
  type ImportChoiceDto,
  type ImportOutcomeDto,
  type ImportPreviewDto,
  ImportResult,
} from './import.dto.js';
import { type IncomingScript, readScripts } from './incoming-scripts.js';
import { FieldProblemDto } from '../../shared/errors/error.dto.js';
import { at, type FieldProblem, problem } from '../../shared/problems/problem.js';

/** Makes scripts from files: first shows what would happen, then does what was chosen. */
@Injectable()
export class ScriptImport {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly scripts: ScriptsService,
  ) {}

  /** What is in the upload, and which names are taken; changes nothing. @throws ImportRefusedError, TransferTooLargeError */
  async preview(uploads: IncomingFile[]): Promise<ImportPreviewDto> {
    const { scripts, ignored } = readScripts(uploads);
    const taken = await this.scripts.idsOf(scripts.map(({ name }) => name));
    const items = [];
    for (const { path, name, dto, problems } of scripts) {
      items.push({
        path,
        name,
        type: dto?.type ?? null,
        lines: dto ? dto.code.split('\n').length : 0,
        conflict_id: taken.get(name) ?? null,
        free_name: await freeName(this.dataSource.manager, name),
        problems: problems.map((one) => FieldProblemDto.from(one)),
      });
    }
    return { items, ignored };
  }

  /**
   * Imports each script on its own: whole or not at all, and without regard to the others.
   * @param choices by path; without one a script is created, and skipped when its name is taken
   * @throws ImportRefusedError, TransferTooLargeError before anything was imported
   */
  async run(uploads: IncomingFile[], choices: ImportChoiceDto[]): Promise<ImportOutcomeDto[]> {
    const { scripts } = readScripts(uploads);
    const choiceOf = new Map(choices.map((choice) => [choice.path, choice]));
    const outcomes: ImportOutcomeDto[] = [];
    for (const script of scripts) {
      outcomes.push(await this.attempt(script, choiceOf.get(script.path)));
    }
    return outcomes;
  }

  private async attempt(
    script: IncomingScript,
    choice: ImportChoiceDto | undefined,
  ): Promise<ImportOutcomeDto> {
    try {
      return await this.import(script, choice);
    } catch (error) {
      // what the rules of scripts refuse; its outcome says why, and the others go on
      if (!(error instanceof DomainError)) throw error;
      const problems = error.fields ?? error.problems.map((one) => at('', one));
      return outcome(script, ImportResult.Failed, { problems });
    }
  }

  private async import(
    script: IncomingScript,
    choice: ImportChoiceDto | undefined,
  ): Promise<ImportOutcomeDto> {
    const { dto, problems } = script;
    const action = choice?.action ?? ImportAction.Create;
    if (action === ImportAction.Skip) return outcome(script, ImportResult.Skipped);
    if (!dto) return outcome(script, ImportResult.Failed, { problems });
    const existing = (await this.scripts.idsOf([dto.name])).get(dto.name);
    if (action === ImportAction.Replace && existing !== undefined) {
      return outcome(script, ImportResult.Replaced, { id: await this.replace(existing, script) });
    }
    if (!choice && existing !== undefined) {
      const problems = [at('name', problem('IMPORT_NAME_TAKEN'))];
      return outcome(script, ImportResult.Skipped, { problems });
    }
    const name =
      action === ImportAction.Rename
        ? (choice?.name ?? (await freeName(this.dataSource.manager, dto.name)))
        : dto.name;
    const { id } = await this.scripts.create({ ...dto, name });
    return outcome({ ...script, name }, ImportResult.Created, { id });
  }

  private async replace(id: number, { dto, path }: IncomingScript): Promise<number> {
    const { version } = await this.scripts.get(id);
    await this.scripts.update(id, {
      ...dto,
      base_version: version,
      version_description: `Imported from ${path}`,
    });
    return id;
  }
}

function outcome(
  { path, name }: IncomingScript,
  result: ImportResult,
  { id = null, problems = [] }: { id?: number | null; problems?: readonly FieldProblem[] } = {},
): ImportOutcomeDto {
  const said = problems.map((one) => FieldProblemDto.from(one));
  return { path, name, result, script_id: id, problems: said };
}
