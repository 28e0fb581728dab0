import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { endWithUs } from './child.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

const ASK_PYTHON = 'import os, sys; print(os.path.realpath(sys.executable))';

/** The interpreter of both sides; the same setting as the server's. */
export const PYTHON_EXECUTABLE = process.env.PYTHON_EXECUTABLE ?? 'python3';

/** @returns {Promise<string>} the real binary, which the server runs too: a version manager's shim is 100 ms slower */
async function findPython() {
  const { stdout } = await promisify(execFile)(PYTHON_EXECUTABLE, ['-I', '-c', ASK_PYTHON]);
  return stdout.trim();
}

/** @typedef {'python' | 'javascript'} Language */

/** A script run by hand: the interpreter, a file, a clean environment, the output in files. */
export class Bare {
  #child;

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {string[]} command the interpreter and the script's file
   * @param {string} folder where the script runs
   */
  constructor(child, command, folder) {
    this.#child = child;
    this.command = command;
    this.folder = folder;
  }

  /**
   * @param {string} code
   * @param {Language} [language]
   */
  static async prepare(code, language = 'python') {
    const isPython = language === 'python';
    const command = [isPython ? await findPython() : process.execPath];
    command.push(isPython ? 'main.py' : 'main.js');
    const { path } = await temporaryFolder();
    await writeFile(join(path, command[1]), code);
    const child = fork(join(import.meta.dirname, 'bare-spawner.mjs'));
    const bare = new Bare(child, command, path);
    bare.end = endWithUs(child);
    return bare;
  }

  /** Ends the process that spawns. */
  end = async () => {};

  /**
   * Runs the script.
   * @param {{ count?: number, concurrency?: number }} [load] Default: once
   * @returns {Promise<number>} from the first spawn to the last exit, in milliseconds
   */
  async run({ count = 1, concurrency = 1 } = {}) {
    this.#child.send({
      command: this.command,
      folder: this.folder,
      environment: {
        PATH: `${dirname(this.command[0])}:/usr/local/bin:/usr/bin:/bin`,
        HOME: this.folder,
        TMPDIR: '/tmp',
        LANG: 'C.UTF-8',
      },
      count,
      concurrency,
    });
    const [answer] = await once(this.#child, 'message');
    if (answer.error) throw new Error(answer.error);
    return answer.ms;
  }
}
