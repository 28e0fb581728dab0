import { type Cause, sentenceOf } from '../../runner/causes.js';
import type { Interpreter } from '../../runner/interpreters.js';
import type { EnvironmentRecipe } from '../environment-key.js';
import type { LockedPackage } from './locked-package.js';

/** What an installer may use. */
export interface InstallContext {
  readonly recipe: EnvironmentRecipe;
  /** Absolute path of the new environment's folder; what the installer leaves in it is what runs see. */
  readonly folder: string;
  /** Absolute path of a folder for caches and intermediate files, which is removed afterwards. */
  readonly temporary: string;
  /** Absolute path of a file with certificates to trust; null = those of the system and of the installers. */
  readonly certificates: string | null;
  /** Runs a program in the folder, with its output in the log. @throws InstallFailure unless it succeeds */
  readonly run: (program: InstallProgram) => Promise<void>;
  /** Writes a line for people. */
  tell(line: string): void;
}

export interface InstallProgram {
  readonly command: readonly string[];
  /** Variables beyond those that every installer gets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Absolute paths that it reads, beyond the system's, the interpreter's and its folder. */
  readonly readable?: readonly string[];
}

/** The packages cannot be installed. */
export class InstallFailure extends Error {
  constructor(readonly reason: Cause) {
    super(sentenceOf(reason));
  }
}

/** Installs the packages of one language. */
export abstract class Installer {
  /**
   * @returns what was installed, by name
   * @throws InstallFailure
   */
  abstract install(context: InstallContext): Promise<LockedPackage[]>;

  /** What runs a script with the packages in a folder: an interpreter of its own, or a folder to import from. */
  abstract use(interpreter: Interpreter, folder: string): InstalledUse;
}

export interface InstalledUse {
  readonly interpreter: Interpreter;
  /** Absolute path of `node_modules`; null where the interpreter knows its packages. */
  readonly modules: string | null;
}
