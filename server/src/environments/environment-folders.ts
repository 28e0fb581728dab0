import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Runner } from '../runner/runner.js';
import { ServerConfig } from '../config/server-config.js';
import { removeFolder } from '../runner/remove-folder.js';

/** Is in the folder of an environment once everything else is, and on the disk. */
const MARKER = '.ready';
/** Start of the key in the names of folders and logs: they stand in the first lines of programs, which are short. */
const KEY_LENGTH = 16;

/**
 * The folders of environments, one for each installation. An environment is built where it stays, because its programs
 * hold its path; a marker publishes it.
 */
@Injectable()
export class EnvironmentFolders {
  /** Absolute path. */
  readonly root: string;

  constructor(
    private readonly config: ServerConfig,
    private readonly runner: Runner,
  ) {
    this.root = join(config.DATA_DIR, 'environments');
  }

  pathOf(folder: string): string {
    return join(this.root, folder);
  }

  /** Absolute path of the log of the last installation. */
  logOf(key: string): string {
    return join(this.root, `${key.slice(0, KEY_LENGTH)}.log`);
  }

  /** Whether a folder holds an installation of the environment with this key. */
  isOf(folder: string, key: string): boolean {
    return folder.startsWith(`${key.slice(0, KEY_LENGTH)}.`);
  }

  /** Makes the folder of a new installation. @returns its name */
  async create(key: string): Promise<string> {
    const folder = `${key.slice(0, KEY_LENGTH)}.${randomBytes(4).toString('hex')}`;
    await mkdir(this.pathOf(folder), { recursive: true });
    // A run with a user of its own has to come by; it may read no other folder in there, nor the database.
    if (this.runner.isolation.level === 'uid') await chmod(this.config.DATA_DIR, 0o711);
    return folder;
  }

  /** Says that everything is in the folder. A loss of power afterwards takes nothing away. */
  async publish(folder: string): Promise<void> {
    const path = this.pathOf(folder);
    // the whole file system in one call: there are tens of thousands of files
    await promisify(execFile)('sync', ['-f', path]);
    await writeFile(join(path, `${MARKER}.new`), '', { flush: true });
    await rename(join(path, `${MARKER}.new`), join(path, MARKER));
    await syncFolder(path);
  }

  /** Synchronous: every start of a run with dependencies asks. */
  isPublished(folder: string): boolean {
    return existsSync(join(this.pathOf(folder), MARKER));
  }

  /** Bytes on the disk. */
  async measure(folder: string): Promise<number> {
    const options = ['-s', '--block-size=1', this.pathOf(folder)];
    const { stdout } = await promisify(execFile)('du', options);
    return Number.parseInt(stdout, 10);
  }

  async remove(folder: string): Promise<void> {
    // without its marker first: what is half removed must not be taken for whole
    await removeFolder(join(this.pathOf(folder), MARKER));
    await removeFolder(this.pathOf(folder));
  }

  async removeLog(key: string): Promise<void> {
    await removeFolder(this.logOf(key));
  }

  /** Names of all folders, whole or not. */
  async all(): Promise<string[]> {
    await mkdir(this.root, { recursive: true });
    const entries = await readdir(this.root, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
