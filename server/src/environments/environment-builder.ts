import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { because, type Cause } from '../runner/causes.js';
import { binFolder } from '../runner/interpreters.js';
import type { ScriptLanguage } from '../runner/run.types.js';
import { Runner } from '../runner/runner.js';
import { removeFolder } from '../runner/remove-folder.js';
import { EnvironmentFolders } from './environment-folders.js';
import type { EnvironmentRecipe } from './environment-key.js';
import { failureLine } from './install/failure-line.js';
import type { InstallLog } from './install/install-log.js';
import { runStep } from './install/install-step.js';
import { type InstallContext, InstallFailure, type InstallProgram } from './install/installer.js';
import type { LockedPackage } from './install/locked-package.js';
import { NpmInstaller } from './install/npm-installer.js';
import { PythonInstaller } from './install/python-installer.js';
import { Turns } from './install/turns.js';

/** Installations at the same time: more would only share the network and the processors. */
const AT_ONCE = 2;

/** An environment that is whole and on the disk. */
export interface BuiltEnvironment {
  /** Name of its folder. */
  readonly folder: string;
  readonly packages: LockedPackage[];
  readonly bytes: number;
}

/** Installs packages into new folders, as strongly kept apart from the machine as runs are. */
@Injectable()
export class EnvironmentBuilder {
  private readonly turns = new Turns(AT_ONCE);

  constructor(
    private readonly folders: EnvironmentFolders,
    private readonly runner: Runner,
    private readonly python: PythonInstaller,
    private readonly npm: NpmInstaller,
    private readonly config: ServerConfig,
  ) {}

  installerOf(language: ScriptLanguage): PythonInstaller | NpmInstaller {
    return language === 'python' ? this.python : this.npm;
  }

  /**
   * Installs what a recipe says. Leaves nothing behind unless it succeeds.
   * @throws InstallFailure
   * @throws the reason of `stop` once that is aborted
   */
  async build(
    key: string,
    recipe: EnvironmentRecipe,
    log: InstallLog,
    stop: AbortSignal,
  ): Promise<BuiltEnvironment> {
    return this.turns.take(stop, async () => {
      const folder = await this.folders.create(key);
      try {
        return await this.buildIn(folder, recipe, log, stop);
      } catch (error) {
        await this.folders.remove(folder);
        throw error;
      }
    });
  }

  private async buildIn(
    folder: string,
    recipe: EnvironmentRecipe,
    log: InstallLog,
    stop: AbortSignal,
  ): Promise<BuiltEnvironment> {
    const path = this.folders.pathOf(folder);
    const temporary = join(path, '.tmp');
    await mkdir(temporary);
    const limit = AbortSignal.timeout(this.config.DEPENDENCY_TIMEOUT * 1_000);
    const environment = this.environmentOf(recipe, temporary);
    const end = AbortSignal.any([stop, limit]);
    const context: InstallContext = {
      ...{ recipe, folder: path, temporary },
      certificates: await this.copyCertificates(temporary),
      tell: (line) => log.write(`${line}\n`),
      run: async (program) => {
        const step = { ...this.stepOf(program, recipe, path, environment), mark: folder };
        const code = await runStep(step, log, end);
        stop.throwIfAborted();
        if (limit.aborted) throw new InstallFailure(this.limitExceeded());
        if (code !== 0) throw new InstallFailure(causeOf(code, failureLine(log.tail)));
      },
    };
    const packages = await this.installerOf(recipe.interpreter.language).install(context);
    await removeFolder(temporary);
    const bytes = await this.folders.measure(folder);
    stop.throwIfAborted();
    await this.folders.publish(folder);
    return { folder, packages, bytes };
  }

  private stepOf(
    { command, environment, readable = [] }: InstallProgram,
    { interpreter }: EnvironmentRecipe,
    folder: string,
    common: Record<string, string>,
  ) {
    return {
      command: this.runner.confine({ folder, interpreter, readable, command }),
      directory: folder,
      environment: { ...common, ...environment },
    };
  }

  /** A clean one: nothing of the server's own, no configuration of its user. */
  private environmentOf(
    { interpreter }: EnvironmentRecipe,
    temporary: string,
  ): Record<string, string> {
    const { DEPENDENCY_PROXY: proxy, DEPENDENCY_NO_PROXY: direct } = this.config;
    return {
      PATH: [...new Set([binFolder(interpreter), '/usr/local/bin', '/usr/bin', '/bin'])].join(':'),
      HOME: temporary,
      TMPDIR: temporary,
      LANG: 'C.UTF-8',
      ...(proxy && { http_proxy: proxy, https_proxy: proxy, no_proxy: direct.join(',') }),
      ...(this.config.DEPENDENCY_CERTIFICATES && {
        SSL_CERT_FILE: join(temporary, CERTIFICATES),
        NODE_EXTRA_CA_CERTS: join(temporary, CERTIFICATES),
      }),
    };
  }

  /** A sandbox does not see where the administrator keeps them. */
  private async copyCertificates(temporary: string): Promise<string | null> {
    const { DEPENDENCY_CERTIFICATES: source } = this.config;
    if (!source) return null;
    const copy = join(temporary, CERTIFICATES);
    try {
      await copyFile(source, copy);
    } catch {
      throw new InstallFailure(because('certificates_unreadable'));
    }
    return copy;
  }

  private limitExceeded(): Cause {
    return because('install_too_long', { seconds: String(this.config.DEPENDENCY_TIMEOUT) });
  }
}

/**
 * Why a program of an installation did not succeed.
 * @param code null when a signal ended it
 * @param why what it has printed about it; empty when that says nothing
 */
function causeOf(code: number | null, why: string): Cause {
  if (why) return because('install_refused', { why });
  if (code === null) return because('install_killed');
  return because('install_exit_code', { exitCode: String(code) });
}

const CERTIFICATES = 'certificates.pem';
