import { readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../../config/server-config.js';
import { because } from '../../runner/causes.js';
import type { Interpreter } from '../../runner/interpreters.js';
import { npmNameAndRange } from '../requirements/npm-requirement.js';
import { findProgram } from './find-program.js';
import { type InstallContext, InstallFailure, type InstalledUse, Installer } from './installer.js';
import type { LockedPackage } from './locked-package.js';
import { readInstalledLock } from './npm-lock.js';

const MODULES = 'node_modules';
const CLI = 'npm/bin/npm-cli.js';

/** Installs npm packages into `node_modules` of the environment. */
@Injectable()
export class NpmInstaller extends Installer {
  constructor(private readonly config: ServerConfig) {
    super();
  }

  async install(context: InstallContext): Promise<LockedPackage[]> {
    const { recipe, folder, temporary, certificates } = context;
    const { path, version } = recipe.interpreter;
    const npm = await findNpm(path);
    context.tell(`Installing for Node.js ${version} with npm: ${recipe.requirements.join(', ')}`);
    if (!npm) throw new InstallFailure(because('npm_absent'));
    const dependencies = Object.fromEntries(recipe.requirements.map(npmNameAndRange));
    const manifest = { private: true, dependencies };
    await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    const { NPM_REGISTRY, NPM_INSTALL_SCRIPTS } = this.config;
    await context.run({
      command: [path, npm, 'install'],
      readable: [dirname(dirname(npm))],
      environment: {
        npm_config_userconfig: join(temporary, 'no-user.npmrc'),
        npm_config_globalconfig: join(temporary, 'no-global.npmrc'),
        npm_config_cache: join(temporary, 'npm'),
        npm_config_ignore_scripts: String(!NPM_INSTALL_SCRIPTS),
        npm_config_audit: 'false',
        npm_config_fund: 'false',
        npm_config_progress: 'false',
        npm_config_logs_max: '0',
        npm_config_update_notifier: 'false',
        npm_config_loglevel: 'http',
        ...(NPM_REGISTRY && { npm_config_registry: NPM_REGISTRY }),
        ...(certificates && { npm_config_cafile: certificates }),
      },
    });
    return readInstalledLock(await readFile(join(folder, MODULES, '.package-lock.json'), 'utf8'));
  }

  use(interpreter: Interpreter, folder: string): InstalledUse {
    return { interpreter, modules: join(folder, MODULES) };
  }
}

/**
 * npm's program, the one that came with a Node.js if it is there: another one may not run on it.
 * @param node absolute path
 */
async function findNpm(node: string): Promise<string | null> {
  const installed = ['../lib/node_modules', '../share/nodejs', '../share'];
  const beside = installed.map((folder) => resolve(dirname(node), folder, CLI));
  for (const path of beside) if (await isFile(path)) return path;
  const onPath = await findProgram('npm');
  return onPath?.endsWith('.js') ? onPath : null;
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
