import { bubblewrapCommand, SANDBOX_SPACE, sandboxPath } from './bubblewrap.js';
import type { Interpreter } from './interpreters.js';
import type { IsolationLevel, RunSpec } from './run.types.js';
import type { SpawnRequest } from './spawner-client.js';
import { BOOT_FILES, scriptCommand, scriptEnvironment } from './script-command.js';

/** How one run is started at one isolation level. */
export type LaunchPlan = Omit<SpawnRequest, 'folder'>;

/** What a run is started from. */
export interface Ingredients {
  readonly spec: Pick<RunSpec, 'id' | 'env' | 'hasInput'>;
  readonly interpreter: Interpreter;
  /** Absolute path of the execution space. */
  readonly space: string;
  /** Absolute path of the `/etc` of sandboxes. */
  readonly etc: string;
  readonly mark: string;
  /** Whether the interpreter gets ready and waits for an order instead of running the script at once. */
  readonly waits: boolean;
}

export const LAUNCH_PLANS: Record<IsolationLevel, (ingredients: Ingredients) => LaunchPlan> = {
  bwrap: ({ spec, interpreter, space, etc, mark, waits }) => {
    const bootFile = BOOT_FILES[interpreter.language];
    return {
      command: bubblewrapCommand({
        space,
        etc,
        interpreter,
        files: [bootFile],
        command: scriptCommand(interpreter, sandboxPath(bootFile), waits),
      }),
      directory: '/',
      environment: scriptEnvironment(spec, interpreter, SANDBOX_SPACE, mark),
      recordsEnd: true,
      waits,
      hasInput: spec.hasInput,
    };
  },
  plain: ({ spec, interpreter, space, mark, waits }) => ({
    command: scriptCommand(interpreter, BOOT_FILES[interpreter.language], waits),
    directory: space,
    environment: scriptEnvironment(spec, interpreter, space, mark),
    recordsEnd: false,
    waits,
    hasInput: spec.hasInput,
  }),
};

/** Where a script sees its working directory. */
export const directoryOf = (level: IsolationLevel, space: string): string =>
  level === 'bwrap' ? SANDBOX_SPACE : space;
