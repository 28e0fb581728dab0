import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../../config/server-config.js';
import { because } from '../../runner/causes.js';
import type { Interpreter } from '../../runner/interpreters.js';
import { findProgram } from './find-program.js';
import { type InstallContext, InstallFailure, type InstalledUse, Installer } from './installer.js';
import type { LockedPackage } from './locked-package.js';
import { readHashedRequirements, readPipReport } from './python-lock.js';
import { findPip } from './find-pip.js';

const REQUIREMENTS = 'requirements.txt';

/** Installs Python packages into a virtual environment: with uv where there is one, else with pip from outside of it. */
@Injectable()
export class PythonInstaller extends Installer {
  constructor(private readonly config: ServerConfig) {
    super();
  }

  async install(context: InstallContext): Promise<LockedPackage[]> {
    const { recipe, folder } = context;
    const { path, version } = recipe.interpreter;
    await writeFile(join(folder, REQUIREMENTS), recipe.requirements.map((r) => `${r}\n`).join(''));
    const uv = await findProgram(this.config.UV_EXECUTABLE);
    const pip = uv ? null : await findPip(path);
    context.tell(
      `Installing for Python ${version} with ${uv ? 'uv' : 'pip'}: ${recipe.requirements.join(', ')}`,
    );
    // without pip inside: making it takes 30 ms instead of 2 s, and scripts get what their list names
    await context.run({ command: [path, '-I', '-m', 'venv', '--without-pip', folder] });
    if (uv) return this.installWithUv(uv, context);
    if (pip) return this.installWithPip(pip, context);
    throw new InstallFailure(because('python_installer_absent'));
  }

  use({ language, prefix, version }: Interpreter, folder: string): InstalledUse {
    return { interpreter: { language, path: pythonOf(folder), prefix, version }, modules: null };
  }

  private async installWithPip(
    pip: string,
    { run, folder, temporary, certificates }: InstallContext,
  ): Promise<LockedPackage[]> {
    const report = join(temporary, 'report.json');
    const { PYTHON_INDEX_URL, PYTHON_EXTRA_INDEX_URLS } = this.config;
    await run({
      command: [pip, '-I', '-m', 'pip', '--python', pythonOf(folder), 'install'].concat([
        '--report',
        report,
        '--no-warn-script-location',
        '-r',
        REQUIREMENTS,
      ]),
      environment: {
        PIP_CONFIG_FILE: '/dev/null',
        PIP_NO_INPUT: '1',
        PIP_NO_CACHE_DIR: '1',
        PIP_PROGRESS_BAR: 'off',
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        PIP_ROOT_USER_ACTION: 'ignore',
        ...given('PIP_INDEX_URL', PYTHON_INDEX_URL),
        ...given('PIP_EXTRA_INDEX_URL', PYTHON_EXTRA_INDEX_URLS.join(' ')),
        ...given('PIP_CERT', certificates ?? ''),
      },
      readable: this.indexFolders(),
    });
    return readPipReport(await readFile(report, 'utf8'));
  }

  private async installWithUv(
    uv: string,
    { run, folder, temporary }: InstallContext,
  ): Promise<LockedPackage[]> {
    const lock = join(temporary, 'requirements.lock');
    const { PYTHON_INDEX_URL, PYTHON_EXTRA_INDEX_URLS } = this.config;
    const environment = {
      UV_NO_CONFIG: '1',
      UV_NO_PROGRESS: '1',
      UV_CACHE_DIR: join(temporary, 'uv'),
      UV_LINK_MODE: 'copy',
      UV_PYTHON_DOWNLOADS: 'never',
      ...given('UV_DEFAULT_INDEX', PYTHON_INDEX_URL),
      ...given('UV_INDEX', PYTHON_EXTRA_INDEX_URLS.join(' ')),
    };
    const python = ['--python', pythonOf(folder)];
    await run({
      command: [uv, 'pip', 'compile', '--quiet', '--generate-hashes', ...python].concat([
        '--output-file',
        lock,
        REQUIREMENTS,
      ]),
      environment,
      readable: [uv, ...this.indexFolders()],
    });
    await run({
      command: [uv, 'pip', 'sync', '--require-hashes', '--compile-bytecode', ...python, lock],
      environment,
      readable: [uv, ...this.indexFolders()],
    });
    return readHashedRequirements(await readFile(lock, 'utf8'));
  }

  /** Absolute paths of indexes on a disk of this machine, which a sandbox hides. */
  private indexFolders(): string[] {
    const addresses = [this.config.PYTHON_INDEX_URL, ...this.config.PYTHON_EXTRA_INDEX_URLS];
    return addresses
      .filter((address) => address.startsWith('file:'))
      .map((url) => fileURLToPath(url));
  }
}

const pythonOf = (folder: string): string => join(folder, 'bin', 'python3');

const given = (name: string, value: string): Record<string, string> =>
  value ? { [name]: value } : {};
