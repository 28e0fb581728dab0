/** The life of an execution. */
export enum ExecutionStatus {
  Pending = 'pending',
  Running = 'running',
  Success = 'success',
  Failed = 'failed',
  Cancelled = 'cancelled',
}

/** Why a failed execution failed. */
export enum FailureReason {
  ExitCode = 'exit_code',
  Signal = 'signal',
  Timeout = 'timeout',
  OutOfMemory = 'out_of_memory',
  ProcessLimit = 'process_limit',
  CpuLimit = 'cpu_limit',
  SpaceLimit = 'space_limit',
  LogLimit = 'log_limit',
  Dependencies = 'dependencies',
  Launch = 'launch',
  Lost = 'lost',
}

/** What started an execution. */
export enum ExecutionTrigger {
  Manual = 'manual',
  Schedule = 'schedule',
  Rerun = 'rerun',
}

const { Pending, Running, Success, Failed, Cancelled } = ExecutionStatus;

/**
 * Every allowed move. `running -> pending` is for one case only: the server was killed after it claimed the row and
 * before anything was started, so the execution waits again.
 */
const MOVES: Record<ExecutionStatus, readonly ExecutionStatus[]> = {
  [Pending]: [Running, Failed, Cancelled],
  [Running]: [Success, Failed, Cancelled, Pending],
  [Success]: [],
  [Failed]: [],
  [Cancelled]: [],
};

/** @throws Error for a move that no execution may make; it is a mistake in the program, not of a user */
export function assertMove(from: ExecutionStatus, to: ExecutionStatus): void {
  if (!MOVES[from].includes(to)) throw new Error(`An execution cannot go from ${from} to ${to}.`);
}

/** Whether nothing more will happen to an execution of this status. */
export const isFinal = (status: ExecutionStatus): boolean => MOVES[status].length === 0;
