import { join } from 'node:path';
import { bubblewrapCommand, SANDBOX_BOOT_FILE, SANDBOX_SPACE } from './bubblewrap.js';
import type { Interpreter } from './interpreters.js';
import type { IsolationLevel, RunSpec } from './run.types.js';
import { BOOT_FILE, scriptCommand, scriptEnvironment } from './script-command.js';

/** How one run is started at one isolation level. */
export interface LaunchPlan {
  readonly command: string[];
  readonly workingDirectory: string;
  readonly environment: Record<string, string>;
}

interface Ingredients {
  readonly spec: Pick<RunSpec, 'id' | 'env'>;
  readonly interpreter: Interpreter;
  /** Absolute path of the execution space. */
  readonly space: string;
  readonly mark: string;
}

const SUPERVISOR = join(import.meta.dirname, 'launch', 'supervisor.sh');

export const LAUNCH_PLANS: Record<IsolationLevel, (ingredients: Ingredients) => LaunchPlan> = {
  bwrap: ({ spec, interpreter, space, mark }) => ({
    command: bubblewrapCommand(space, interpreter, scriptCommand(interpreter, SANDBOX_BOOT_FILE)),
    workingDirectory: '/',
    environment: scriptEnvironment(spec, interpreter, SANDBOX_SPACE, mark),
  }),
  plain: ({ spec, interpreter, space, mark }) => ({
    command: ['/bin/sh', SUPERVISOR, ...scriptCommand(interpreter, BOOT_FILE)],
    workingDirectory: space,
    environment: scriptEnvironment(spec, interpreter, space, mark),
  }),
};
