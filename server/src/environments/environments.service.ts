import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { because, type Cause, sentenceOf } from '../runner/causes.js';
import type { Interpreter } from '../runner/interpreters.js';
import { Clock } from '../shared/time/clock.js';
import { EnvironmentBuild, type BuildOutcome } from './environment-build.js';
import { EnvironmentBuilder } from './environment-builder.js';
import type { Environment } from './environment.entity.js';
import { EnvironmentInUseError, EnvironmentNotFoundError } from './environment.errors.js';
import { EnvironmentFolders } from './environment-folders.js';
import { environmentKey, type EnvironmentRecipe } from './environment-key.js';
import { EnvironmentList } from './environment-list.js';
import { EnvironmentState } from './environment-state.js';
import { EnvironmentUsers } from './environment-users.js';
import { InstallFailure, type InstalledUse } from './install/installer.js';
import type { InstallLog } from './install/install-log.js';
import { killMarked } from './install/install-step.js';
import { readRequirements } from './requirements/requirement-list.js';

/** An environment that a run can use at once. */
export interface ReadyEnvironment extends InstalledUse {
  readonly row: Environment;
  /** To be called once the run's row says what it uses: until then the environment is not removed. */
  readonly release: () => void;
}

/** What a run with dependencies gets. */
export type Provision =
  | { readonly kind: 'ready'; readonly environment: ReadyEnvironment }
  /** It has to be installed first; then the caller asks again. */
  | { readonly kind: 'installing'; readonly build: EnvironmentBuild }
  /** It cannot be installed. */
  | { readonly kind: 'refused'; readonly cause: Cause };

/** Installed dependencies: one environment for each recipe, made when it is first needed and shared by all runs. */
@Injectable()
export class EnvironmentsService implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(EnvironmentsService.name);
  /** Installations of this process, by key. */
  private readonly builds = new Map<string, EnvironmentBuild>();

  constructor(
    private readonly list: EnvironmentList,
    private readonly folders: EnvironmentFolders,
    private readonly builder: EnvironmentBuilder,
    private readonly users: EnvironmentUsers,
    private readonly config: ServerConfig,
    private readonly clock: Clock,
  ) {}

  /** Removes what an earlier server has left half installed, and ends what of it still runs. */
  async onModuleInit(): Promise<void> {
    const rows = await this.list.all();
    const known = new Set(rows.map(({ folder }) => folder));
    for (const folder of await this.folders.all()) {
      if (known.has(folder) && this.folders.isPublished(folder)) continue;
      if (!this.folders.isPublished(folder)) await killMarked(folder);
      await this.folders.remove(folder);
    }
    for (const row of rows.filter(({ state }) => state === EnvironmentState.Building)) {
      await this.list.change(row, endOf(row, because('install_interrupted')));
    }
  }

  /** Nothing is installed any more once it resolves. */
  async beforeApplicationShutdown(): Promise<void> {
    const builds = [...this.builds.values()];
    builds.forEach((build) => build.stop());
    await Promise.all(builds.map(({ outcome }) => outcome));
  }

  /**
   * What a run with these dependencies uses, or the installation that it has to wait for.
   * @param dependencies of the script, at least one
   */
  async provide(interpreter: Interpreter, dependencies: string[]): Promise<Provision> {
    const recipe = recipeOrCause(interpreter, dependencies);
    if ('code' in recipe) return { kind: 'refused', cause: recipe };
    const key = environmentKey(recipe, this.config);
    const row = await this.list.withKey(key);
    if (row?.folder && this.folders.isPublished(row.folder)) {
      const release = this.users.hold(row.id);
      await this.list.touch(row);
      const use = this.builder
        .installerOf(interpreter.language)
        .use(interpreter, this.folders.pathOf(row.folder));
      return { kind: 'ready', environment: { ...use, row, release } };
    }
    return { kind: 'installing', build: this.currentBuild(key, recipe) };
  }

  /** The environment that a script's runs would use, if it was ever needed. */
  async peek(interpreter: Interpreter, dependencies: string[]): Promise<Environment | undefined> {
    const recipe = recipeOrCause(interpreter, dependencies);
    if ('code' in recipe) return undefined;
    return this.list.withKey(environmentKey(recipe, this.config));
  }

  /** In the order in which they were first needed. */
  async all(): Promise<Environment[]> {
    return this.list.all();
  }

  /** @throws EnvironmentNotFoundError */
  async get(id: number): Promise<Environment> {
    const row = await this.list.find(id);
    if (!row) throw new EnvironmentNotFoundError(id);
    return row;
  }

  /**
   * Installs an environment anew; runs use the earlier installation until the new one is complete.
   * @throws EnvironmentNotFoundError
   */
  async rebuild(id: number): Promise<Environment> {
    const row = await this.get(id);
    const build = this.currentBuild(row.key, recipeOf(row));
    build.want();
    return row;
  }

  /** Whether it is being installed now, for the first time or again. */
  isBuilding({ key }: Environment): boolean {
    return this.builds.has(key);
  }

  /** @throws EnvironmentNotFoundError, EnvironmentInUseError */
  async delete(id: number): Promise<void> {
    const row = await this.get(id);
    if (this.isBuilding(row)) throw new EnvironmentInUseError(id, 'installation');
    if (!(await this.removeUnused(row))) throw new EnvironmentInUseError(id, 'run');
  }

  /** @returns whether nothing needed it, so that it is gone */
  async removeUnused(row: Environment): Promise<boolean> {
    if (this.isBuilding(row) || (await this.users.inUse()).has(row.id)) return false;
    // the row first: nobody is given what is being removed
    await this.list.delete(row);
    if (row.folder) await this.folders.remove(row.folder);
    await this.folders.removeLog(row.key);
    return true;
  }

  /** Removes earlier installations of environments that were installed anew, once no run can be using them. */
  async removeReplaced(): Promise<void> {
    const rows = await this.list.all();
    const inUse = await this.users.inUse();
    const current = new Set(rows.map(({ folder }) => folder));
    const busy = rows.filter((row) => inUse.has(row.id) || this.isBuilding(row));
    for (const folder of await this.folders.all()) {
      if (current.has(folder) || !this.folders.isPublished(folder)) continue;
      if (!busy.some(({ key }) => this.folders.isOf(folder, key)))
        await this.folders.remove(folder);
    }
  }

  /** The installation that is under way, else a new one; synchronous, so that whoever asks next shares it. */
  private currentBuild(key: string, recipe: EnvironmentRecipe): EnvironmentBuild {
    const current = this.builds.get(key);
    return current && !current.isStopping ? current : this.begin(key, recipe, current);
  }

  /** @param earlier installation of the same that is being stopped: both write the row, so it comes to its end first */
  private begin(
    key: string,
    recipe: EnvironmentRecipe,
    earlier: EnvironmentBuild | undefined,
  ): EnvironmentBuild {
    const build = new EnvironmentBuild(this.folders.logOf(key), async (log, stop) => {
      await earlier?.outcome;
      try {
        return await this.install(key, recipe, log, stop);
      } finally {
        if (this.builds.get(key)?.log === log) this.builds.delete(key);
      }
    });
    this.builds.set(key, build);
    return build;
  }

  private async install(
    key: string,
    recipe: EnvironmentRecipe,
    log: InstallLog,
    stop: AbortSignal,
  ): Promise<BuildOutcome> {
    let row: Environment | undefined;
    const began = performance.now();
    try {
      row = await this.list.begin(key, recipe);
      const built = await this.builder.build(key, recipe, log, stop);
      const facts = { state: EnvironmentState.Ready, builtAt: this.clock.now() };
      await this.list.change(row, { ...facts, error: null, cause: null, ...built });
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      log.write(`Installed ${built.packages.length} packages in ${seconds} s.\n`);
      this.logger.log('Environment installed', { environmentId: row.id, seconds });
      await this.removeReplaced();
      return { kind: 'ready' };
    } catch (error) {
      const cause = this.causeOf(error, stop);
      log.write(`${sentenceOf(cause)}\n`);
      if (row) await this.list.change(row, endOf(row, cause));
      return stop.aborted ? { kind: 'stopped' } : { kind: 'failed', cause };
    }
  }

  private causeOf(error: unknown, stop: AbortSignal): Cause {
    if (stop.aborted) return because('install_unwanted');
    if (error instanceof InstallFailure) return error.reason;
    // not the packages' fault: the disk is full, or a program of the system is missing
    this.logger.error('An environment could not be installed', error);
    return because('install_broken');
  }
}

/** @returns why nothing can be installed by a list that was stored before it was checked: saving it says the same */
function recipeOrCause(
  interpreter: Interpreter,
  dependencies: string[],
): EnvironmentRecipe | Cause {
  const { problems, requirements } = readRequirements(interpreter.language, dependencies);
  const [wrong] = problems;
  if (!wrong) return { interpreter, requirements };
  const text = String(wrong.values['text']);
  return because('requirement_refused', { text, why: wrong.message });
}

/** How an environment stands after an installation that did not succeed: what was installed before can still be used. */
const endOf = ({ folder }: Environment, cause: Cause) => ({
  state: folder ? EnvironmentState.Ready : EnvironmentState.Failed,
  error: sentenceOf(cause),
  cause,
});

const recipeOf = (row: Environment): EnvironmentRecipe => ({
  interpreter: {
    language: row.language,
    path: row.interpreterPath,
    prefix: row.interpreterPrefix,
    version: row.interpreterVersion,
  },
  requirements: row.requirements,
});
