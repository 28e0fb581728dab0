import { bubblewrapCommand, SANDBOX_BOOT_FILE, SANDBOX_SPACE } from './bubblewrap.js';
import type { Interpreter } from './interpreters.js';
import type { IsolationLevel, RunSpec } from './run.types.js';
import type { SpawnRequest } from './spawner-client.js';
import { BOOT_FILE, scriptCommand, scriptEnvironment } from './script-command.js';

/** How one run is started at one isolation level. */
export type LaunchPlan = Omit<SpawnRequest, 'folder'>;

interface Ingredients {
  readonly spec: Pick<RunSpec, 'id' | 'env'>;
  readonly interpreter: Interpreter;
  /** Absolute path of the execution space. */
  readonly space: string;
  /** Absolute path of the `/etc` of sandboxes. */
  readonly etc: string;
  readonly mark: string;
}

export const LAUNCH_PLANS: Record<IsolationLevel, (ingredients: Ingredients) => LaunchPlan> = {
  bwrap: ({ spec, interpreter, space, etc, mark }) => ({
    command: bubblewrapCommand({
      space,
      etc,
      interpreter,
      command: scriptCommand(interpreter, SANDBOX_BOOT_FILE),
    }),
    directory: '/',
    environment: scriptEnvironment(spec, interpreter, SANDBOX_SPACE, mark),
    recordsEnd: true,
  }),
  plain: ({ spec, interpreter, space, mark }) => ({
    command: scriptCommand(interpreter, BOOT_FILE),
    directory: space,
    environment: scriptEnvironment(spec, interpreter, space, mark),
    recordsEnd: false,
  }),
};
