import { bubblewrapCommand, SANDBOX_SPACE, sandboxPath } from './bubblewrap.js';
import { because, type Cause } from './causes.js';
import type { Interpreter } from './interpreters.js';
import type { IsolationLevel, Reach, RunSpec } from './run.types.js';
import type { ResourceLimits } from './resource-limits.js';
import type { ProcessLimits, SpawnRequest } from './spawner-client.js';
import { scriptCommand, scriptEnvironment } from './script-command.js';

/** How one run is started at one isolation level. */
export type LaunchPlan = Omit<SpawnRequest, 'folder'>;

/** What a run may get at. */
export type Access = Pick<RunSpec, 'network' | 'readableFolders'>;

/** What a run is started from. */
export interface Ingredients {
  readonly spec: Pick<RunSpec, 'id' | 'env' | 'hasInput' | 'modules' | 'resources'> & Access;
  readonly interpreter: Interpreter;
  /** Absolute path of the execution space. */
  readonly space: string;
  /** Absolute path of the `/etc` of sandboxes. */
  readonly etc: string;
  readonly mark: string;
  /** The user it runs as at level `uid`; null at the others. */
  readonly uid: number | null;
  /** Whether the interpreter gets ready and waits for an order instead of running the script at once. */
  readonly waits: boolean;
}

/** The kernel counts threads, of which Node.js and libraries start a few, and the watch sees who goes beyond. */
const THREADS_ABOVE = 512;

const processPlan = ({ spec, interpreter, space, mark, uid, waits }: Ingredients): LaunchPlan => {
  const { command, environment } = scriptCommand(interpreter, (file) => file, waits);
  return {
    command,
    directory: space,
    environment: { ...scriptEnvironment(spec, interpreter, space, mark), ...environment },
    recordsEnd: false,
    user: uid,
    // Nobody but the run has its user, so the kernel can count for it.
    limits: processLimits(spec.resources, uid !== null),
    waits,
    hasInput: spec.hasInput,
  };
};

/** @param hasUser whether the limit on processes, which is one of a user, can be left to the kernel */
const processLimits = (
  { openFiles, processes }: ResourceLimits,
  hasUser: boolean,
): ProcessLimits => ({
  ...(openFiles !== null && { files: openFiles }),
  ...(hasUser && processes !== null && { processes: processes + THREADS_ABOVE }),
});

export const LAUNCH_PLANS: Record<IsolationLevel, (ingredients: Ingredients) => LaunchPlan> = {
  bwrap: ({ spec, interpreter, space, etc, mark, waits }) => {
    const { command, environment, files } = scriptCommand(interpreter, sandboxPath, waits);
    return {
      command: bubblewrapCommand({
        space,
        etc,
        network: spec.network,
        temporaryBytes: spec.resources.memoryBytes,
        readableFolders: spec.readableFolders,
        interpreter,
        files,
        modules: spec.modules ?? null,
        command,
      }),
      directory: '/',
      environment: { ...scriptEnvironment(spec, interpreter, SANDBOX_SPACE, mark), ...environment },
      recordsEnd: true,
      user: null,
      limits: processLimits(spec.resources, false),
      waits,
      hasInput: spec.hasInput,
    };
  },
  uid: processPlan,
  plain: processPlan,
};

/** Where a script sees its working directory. */
export const directoryOf = (level: IsolationLevel, space: string): string =>
  level === 'bwrap' ? SANDBOX_SPACE : space;

const FILES: Record<IsolationLevel, Reach['files']> = {
  bwrap: 'space',
  uid: 'user',
  plain: 'server',
};

/** What a run gets at, at a level. */
export const reachOf = (level: IsolationLevel, access: Access): Reach => ({
  files: FILES[level],
  readableFolders: access.readableFolders,
  network: access.network,
});

/**
 * Why a run must not start at a level; null when it may. Only a sandbox can take the network away: a run that is to have
 * none does not start anywhere else.
 */
export const objectionTo = (level: IsolationLevel, { network }: Access): Cause | null =>
  network || level === 'bwrap' ? null : because('network_open', { level });
