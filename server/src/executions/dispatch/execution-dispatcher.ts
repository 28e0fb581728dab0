import type { InstallLog } from '../../environments/install/install-log.js';
import type { Execution } from '../execution.entity.js';
import type { QueuePlace } from './waiting-queue.js';

/**
 * Brings waiting executions to whatever runs them, at most once each. One implementation per deployment mode.
 * The row is the truth: an execution that was never handed over is found again at the next start.
 */
export abstract class ExecutionDispatcher {
  /**
   * Accepts an execution whose row is committed; does not wait until it has run.
   * @param scriptLimit executions of its script at the same time; null = no limit of its own
   */
  abstract dispatch(execution: Execution, scriptLimit: number | null): Promise<void>;

  /** Stops an execution that runs, or is about to. What waits is cancelled in its row first, then forgotten here. */
  abstract stop(executionId: number): void;

  /** Forgets an execution that will not start. */
  abstract forget(executionId: number): void;

  /** Undefined for an execution that does not wait. */
  abstract placeOf(executionId: number): QueuePlace | undefined;

  /** The log of what is being installed for an execution that waits for it; undefined for all others. */
  abstract installLogOf(executionId: number): InstallLog | undefined;

  abstract counts(): { running: number; waiting: number };
}
