import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { DataSource, EntityManager, In, Repository } from 'typeorm';
import { requirementProblems } from '../environments/requirements/requirement-list.js';
import { InterpreterChoices } from '../interpreters/interpreter-choices.js';
import { InvalidInputError } from '../shared/errors/domain-error.js';
import { overwrittenFields } from '../shared/http/overwritten-fields.js';
import { Clock } from '../shared/time/clock.js';
import type { ScriptVersion } from '../versions/version.entity.js';
import { VersionsService } from '../versions/versions.service.js';
import type { CreateScriptDto } from './dto/create-script.dto.js';
import { ScriptDto } from './dto/script.dto.js';
import type { UpdateScriptDto } from './dto/update-script.dto.js';
import { VersionDto } from './dto/version.dto.js';
import { definitionProblems } from './parameters/definition-problems.js';
import type { ParameterDefinitionDto } from './parameters/parameter-definition.dto.js';
import { ReadableFolders } from './readable-folders.js';
import { ScriptDeletion } from './script-deletion.js';
import { Script } from './script.entity.js';
import {
  ScriptChangedError,
  ScriptNameTakenError,
  ScriptNotFoundError,
  ScriptVersionConflictError,
} from './script.errors.js';
import type { ScriptType } from './script-type.js';
import { at, problem } from '../shared/problems/problem.js';

/** What a version keeps; a change of any of it makes a new version. */
export type Content = Pick<Script, 'type' | 'code' | 'dependencies' | 'parameters'>;

/** What a run needs of a script. */
export type Runnable = Content & Pick<Script, 'version'> & RunSettings;

/** How runs of a script are started, whatever the version. */
type RunSettings = Pick<Script, 'interpreterId' | 'limits' | 'network' | 'readableFolders'>;

/** How long a script's runs are kept; null = the server's default, 0 = no limit. */
export type RetentionRules = Pick<Script, 'id' | 'name' | 'retentionDays' | 'retentionRuns'>;

/** The scripts and their current content. */
@Injectable()
export class ScriptsService implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(Script) private readonly scripts: Repository<Script>,
    private readonly versions: VersionsService,
    private readonly deletion: ScriptDeletion,
    private readonly interpreters: InterpreterChoices,
    private readonly readable: ReadableFolders,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.interpreters.register(async (interpreterId) => {
      const scripts = await this.scripts.find({
        select: { id: true, name: true },
        where: { interpreterId },
        order: { name: 'ASC' },
      });
      return scripts.map(({ name }) => name);
    });
  }

  /**
   * @param manager of the transaction to read in, when there is one
   * @throws ScriptNotFoundError when no script has this id
   */
  async get(id: number, manager?: EntityManager): Promise<Script> {
    const scripts = manager?.getRepository(Script) ?? this.scripts;
    const script = await scripts.findOneBy({ id });
    if (!script) throw new ScriptNotFoundError(id);
    return script;
  }

  /** Names by id; ids that do not exist are left out. */
  async namesOf(ids: number[]): Promise<Map<number, string>> {
    if (!ids.length) return new Map();
    const scripts = await this.scripts.find({
      select: { id: true, name: true },
      where: { id: In([...new Set(ids)]) },
    });
    return new Map(scripts.map(({ id, name }) => [id, name]));
  }

  /** Ids by name; names that no script has are left out. */
  async idsOf(names: string[]): Promise<Map<string, number>> {
    const scripts = await this.scripts.find({
      select: { id: true, name: true },
      where: { name: In(names) },
    });
    return new Map(scripts.map(({ id, name }) => [name, id]));
  }

  /** Executions of the script at the same time; null = no limit of its own, also for a script that was deleted meanwhile. */
  async concurrencyLimitOf(id: number): Promise<number | null> {
    const script = await this.scripts.findOne({
      select: { id: true, concurrencyLimit: true },
      where: { id },
    });
    return script?.concurrencyLimit ?? null;
  }

  /** What every script says about keeping its runs, in the order of their ids. */
  async retentionRules(): Promise<RetentionRules[]> {
    return this.scripts.find({
      select: { id: true, name: true, retentionDays: true, retentionRuns: true },
      order: { id: 'ASC' },
    });
  }

  /** What the script was at a version. @throws ScriptNotFoundError, VersionNotFoundError */
  async contentOf(id: number, version: number): Promise<Runnable> {
    return this.contentAt(await this.get(id), version);
  }

  /** What a script that the caller holds was at a version. @throws VersionNotFoundError */
  async contentAt(script: Script, version?: number): Promise<Runnable> {
    if (version === undefined || version === script.version) return script;
    const old = contentOfVersion(await this.versions.get(script.id, version));
    const { interpreterId, limits, network, readableFolders } = script;
    return { ...old, interpreterId, limits, network, readableFolders };
  }

  /**
   * Makes a script and its version 1.
   * @throws ScriptNameTakenError
   * @throws InvalidInputError for dependencies that are no requirements, parameter definitions that contradict themselves, an
   *   interpreter that does not fit, and for folders that no run may read
   */
  async create(dto: CreateScriptDto): Promise<Script> {
    const now = this.clock.now();
    const script = this.scripts.create({
      name: dto.name,
      description: dto.description ?? '',
      type: dto.type,
      code: dto.code,
      dependencies: dto.dependencies ?? [],
      parameters: dto.parameters ?? [],
      version: 1,
      tags: dto.tags ?? [],
      category: dto.category ?? null,
      isFavourite: dto.favourite ?? false,
      timeoutSeconds: dto.timeout_seconds ?? null,
      concurrencyLimit: dto.concurrency_limit ?? null,
      interpreterId: dto.interpreter_id ?? null,
      retentionDays: dto.retention_days ?? null,
      retentionRuns: dto.retention_runs ?? null,
      limits: dto.limits ?? null,
      network: dto.network ?? null,
      readableFolders: dto.readable_folders ?? null,
      createdAt: now,
      updatedAt: now,
    });
    assertDefinitions(script.parameters);
    assertDependencies(script);
    this.readable.assertAllowed(dto.readable_folders ?? []);
    return this.dataSource.transaction(async (manager) => {
      await this.assertNameFree(manager, script.name);
      await this.assertInterpreterFits(manager, script);
      await manager.insert(Script, script);
      await this.appendVersion(manager, script, '');
      return script;
    });
  }

  /**
   * Changes a script; new content becomes a new version.
   * @throws ScriptVersionConflictError when the content is based on a version that is not the current one
   * @throws ScriptChangedError when it would overwrite what somebody else changed after `dto.base` was read
   */
  async update(id: number, dto: UpdateScriptDto): Promise<Script> {
    if (dto.parameters) assertDefinitions(dto.parameters);
    this.readable.assertAllowed(dto.readable_folders ?? []);
    return this.dataSource.transaction(async (manager) => {
      const script = await manager.findOneBy(Script, { id });
      if (!script) throw new ScriptNotFoundError(id);
      const content: Content = {
        type: dto.type ?? script.type,
        code: dto.code ?? script.code,
        dependencies: dto.dependencies ?? script.dependencies,
        parameters: dto.parameters ?? script.parameters,
      };
      if (dto.dependencies || content.type !== script.type) assertDependencies(content);
      const hasNewContent = !isSameContent(script, content);
      if (hasNewContent) await this.assertBasedOnCurrent(manager, script, dto.base_version);
      assertOverwritesNothing(script, dto);
      if (dto.name !== undefined && dto.name !== script.name)
        await this.assertNameFree(manager, dto.name);
      const interpreterId = interpreterAfter(script, content.type);
      Object.assign(script, content, { interpreterId }, settingsOf(dto), {
        updatedAt: isMarkOnly(dto) ? script.updatedAt : this.clock.now(),
      });
      if (dto.interpreter_id) await this.assertInterpreterFits(manager, script);
      if (hasNewContent) {
        script.version += 1;
        await this.appendVersion(manager, script, dto.version_description ?? '');
      }
      await manager.save(script);
      return script;
    });
  }

  /** Makes a new version with the content of an old one; history is never rewritten. @throws VersionNotFoundError */
  async rollback(id: number, version: number, reason?: string): Promise<Script> {
    const old = await this.contentOf(id, version);
    return this.dataSource.transaction(async (manager) => {
      const script = await manager.findOneBy(Script, { id });
      if (!script) throw new ScriptNotFoundError(id);
      const { type, code, dependencies, parameters } = old;
      Object.assign(
        script,
        { type, code, dependencies, parameters, interpreterId: interpreterAfter(script, type) },
        { version: script.version + 1, updatedAt: this.clock.now() },
      );
      // the console knows these words, and says them in the reader's language
      await this.appendVersion(
        manager,
        script,
        [`Rolled back to version ${version}`, reason].filter(Boolean).join(': '),
      );
      await manager.save(script);
      return script;
    });
  }

  /**
   * Deletes a script with its versions, schedules, executions and their files.
   * @throws ScriptInUseError while something still needs it
   */
  async delete(id: number): Promise<void> {
    const removeRest = await this.dataSource.transaction(async (manager) => {
      await this.get(id, manager);
      const removal = await this.deletion.prepare(id, manager);
      await manager.delete(Script, { id });
      return removal;
    });
    // after the commit: no crash and no failure may leave a row whose files are gone
    await removeRest();
  }

  private async assertBasedOnCurrent(
    manager: EntityManager,
    script: Script,
    base: number | undefined,
  ): Promise<void> {
    if (base === undefined) {
      const missing = problem('BASE_VERSION_MISSING', { current: script.version });
      throw new InvalidInputError([at('base_version', missing)]);
    }
    if (base === script.version) return;
    const basis =
      base < script.version
        ? VersionDto.from(await this.versions.get(script.id, base, manager))
        : null;
    throw new ScriptVersionConflictError(script.version, base, {
      current: ScriptDto.from(script),
      base: basis,
    });
  }

  private async assertNameFree(manager: EntityManager, name: string): Promise<void> {
    if (await manager.existsBy(Script, { name })) throw new ScriptNameTakenError(name);
  }

  private async assertInterpreterFits(manager: EntityManager, script: Script): Promise<void> {
    const { interpreterId, type } = script;
    if (interpreterId !== null) await this.interpreters.assertFits(manager, interpreterId, type);
  }

  private async appendVersion(
    manager: EntityManager,
    script: Script,
    description: string,
  ): Promise<void> {
    await this.versions.append(manager, {
      scriptId: script.id,
      version: script.version,
      type: script.type,
      code: script.code,
      dependencies: script.dependencies,
      parameters: script.parameters,
      description,
      createdAt: script.updatedAt,
    });
  }
}

function assertOverwritesNothing(script: Script, dto: UpdateScriptDto): void {
  if (!dto.base) return;
  const current = ScriptDto.from(script);
  const changed = overwrittenFields(dto, dto.base, current);
  if (changed.length) throw new ScriptChangedError({ current, changed });
}

function assertDefinitions(parameters: ParameterDefinitionDto[]): void {
  const problems = definitionProblems(parameters);
  if (problems.length) throw new InvalidInputError(problems);
}

function assertDependencies({ type, dependencies }: Content): void {
  const problems = requirementProblems(type, dependencies);
  if (problems.length) throw new InvalidInputError(problems);
}

function contentOfVersion(version: ScriptVersion): Content & { version: number } {
  return {
    version: version.version,
    type: version.type as ScriptType,
    code: version.code,
    dependencies: version.dependencies,
    parameters: version.parameters as ParameterDefinitionDto[],
  };
}

const isSameContent = (one: Content, other: Content): boolean =>
  one.type === other.type &&
  one.code === other.code &&
  JSON.stringify(one.dependencies) === JSON.stringify(other.dependencies) &&
  JSON.stringify(one.parameters) === JSON.stringify(other.parameters);

/** What was chosen to run one language does not run another: the new one begins with its default. */
const interpreterAfter = (script: Script, type: ScriptType): number | null =>
  type === script.type ? script.interpreterId : null;

/** Whether a change only marks the script: that is no change of the script itself. */
const isMarkOnly = (dto: UpdateScriptDto): boolean =>
  Object.entries(dto).every(([field, value]) => field === 'favourite' || value === undefined);

/** What a change says about the fields that no version keeps; what it does not mention stays. */
function settingsOf(dto: UpdateScriptDto): Partial<Script> {
  const settings: Partial<Script> = {
    name: dto.name,
    // null is how a client leaves these out; for the others it says that there is none
    description: dto.description ?? undefined,
    tags: dto.tags ?? undefined,
    category: dto.category,
    isFavourite: dto.favourite ?? undefined,
    timeoutSeconds: dto.timeout_seconds,
    concurrencyLimit: dto.concurrency_limit,
    interpreterId: dto.interpreter_id,
    retentionDays: dto.retention_days,
    retentionRuns: dto.retention_runs,
    // null is how a client leaves it out
    limits: dto.limits ?? undefined,
    network: dto.network,
    // null is how a client leaves it out
    readableFolders: dto.readable_folders ?? undefined,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
