import type { Cause } from '../runner/causes.js';
import { InstallLog } from './install/install-log.js';

/** How an installation ended. */
export type BuildOutcome =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly cause: Cause }
  /** Nobody wants it any more, or the server is being stopped. */
  | { readonly kind: 'stopped' };

/** One installation, which everybody shares who needs the same. */
export class EnvironmentBuild {
  readonly log: InstallLog;
  /** Never rejects. The log is complete then. */
  readonly outcome: Promise<BuildOutcome>;
  readonly #stopping = new AbortController();
  #waiting = 0;
  #isWanted = false;

  /**
   * @param logPath of a new file
   * @param install does the work; may throw once it is told to stop
   */
  constructor(
    logPath: string,
    install: (log: InstallLog, stop: AbortSignal) => Promise<BuildOutcome>,
  ) {
    this.log = new InstallLog(logPath);
    this.outcome = install(this.log, this.#stopping.signal).finally(() => this.log.close());
  }

  /** Whether it ends without a result: who needs one begins another. */
  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Waits for it. @returns gives up waiting; an installation that nobody waits for is stopped */
  join(): () => void {
    this.#waiting++;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      if (--this.#waiting === 0 && !this.#isWanted) this.stop();
    };
  }

  /** Lets it go on although nobody waits for it. */
  want(): void {
    this.#isWanted = true;
  }

  stop(): void {
    this.#stopping.abort();
  }
}
