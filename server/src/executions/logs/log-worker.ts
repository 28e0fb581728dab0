import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LogWorkerAnswer, LogWorkerOperations } from './log-worker-protocol.js';

const ENTRY = join(import.meta.dirname, 'worker', 'log-worker.mjs');
/** A thread that nobody asked for this long ends, and its memory is free, in milliseconds. */
const IDLE_MS = 60_000;
/** What a thread may take, in MiB: a search holds a line of 16 MiB and what was found in it. */
const MOST_MEMORY_MIB = 512;

type Input<Name extends keyof LogWorkerOperations> = Parameters<LogWorkerOperations[Name]>[0];
type Output<Name extends keyof LogWorkerOperations> = ReturnType<LogWorkerOperations[Name]>;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread was ended, or failed, before it answered. */
export class LogWorkerEndedError extends Error {}

/**
 * A thread that reads logs, so that the event loop need not. Started when it is first asked, and again when it had
 * ended; does not keep the process alive.
 */
export class LogWorker {
  #worker: Worker | null = null;
  #lastCall = 0;
  readonly #waiting = new Map<number, Waiting>();
  #idle: NodeJS.Timeout | undefined;

  /**
   * @throws LogWorkerEndedError when the thread ends first
   * @throws Error of the operation, with its name and message
   */
  ask<Name extends keyof LogWorkerOperations>(
    operation: Name,
    input: Input<Name>,
  ): Promise<Output<Name>> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const call = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve: (output) => resolve(output as Output<Name>), reject });
      worker.postMessage({ call, operation, input });
    });
  }

  /** Ends the thread, whatever it is at. */
  end(): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#forget();
  }

  #start(): Worker {
    const worker = new Worker(ENTRY, {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MIB },
    });
    worker.unref();
    worker.on('message', (answer: LogWorkerAnswer) => this.#settle(answer));
    const forget = () => {
      if (this.#worker === worker) this.#forget();
    };
    // it has used up its memory: those who wait are told, the next call starts another
    worker.on('error', forget);
    worker.on('exit', forget);
    return worker;
  }

  #settle({ call, output, failure }: LogWorkerAnswer): void {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    if (failure) waiting?.reject(Object.assign(new Error(failure.message), { name: failure.name }));
    else waiting?.resolve(output);
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.end(), IDLE_MS).unref();
  }

  #forget(): void {
    this.#worker = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new LogWorkerEndedError('The log reader has ended.'));
  }
}
