import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The first version that installs into another interpreter's environment (`--python`). */
const MINIMUM = [22, 3] as const;
const PATIENCE_MS = 15_000;
const SYSTEM_PYTHON = '/usr/bin/python3';

/**
 * A Python whose pip can install packages for an interpreter.
 * @param interpreter absolute path; its own pip is preferred
 * @returns absolute path of the Python, null when there is none
 */
export async function findPip(interpreter: string): Promise<string | null> {
  for (const python of new Set([interpreter, SYSTEM_PYTHON]))
    if (await hasPip(python)) return python;
  return null;
}

async function hasPip(python: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(python, ['-I', '-m', 'pip', '--version'], {
      timeout: PATIENCE_MS,
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', PIP_CONFIG_FILE: '/dev/null' },
    });
    const [major = 0, minor = 0] = (/^pip (\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number);
    return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
  } catch {
    // There is no such Python, or it has no pip: another one may.
    return false;
  }
}
