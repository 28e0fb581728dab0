import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { because, type Cause } from './causes.js';
import type { RunnerLogger } from './runner-logger.js';

/** Limits that the kernel keeps for each process by itself (setrlimit(2)). */
export interface ProcessLimits {
  /** Open files and sockets. */
  readonly files?: number;
  /** Processes and threads of its user. */
  readonly processes?: number;
  /** Bytes of memory for data. */
  readonly data?: number;
}

/** What `launch/spawner.py` needs to start a supervisor; the fields are told there. */
export interface SpawnRequest {
  readonly folder: string;
  readonly command: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly recordsEnd: boolean;
  readonly user: number | null;
  readonly limits: ProcessLimits;
  readonly waits: boolean;
  readonly hasInput: boolean;
}

/**
 * What became of text for a script: all of it is on its way, or none of it. `full`: the script has not read what it was
 * given earlier. `closed`: it gets nothing any more. `unknown`: the helper died before it could tell.
 */
export type InputOutcome = 'taken' | 'full' | 'closed' | 'unknown';

/** What makes a program that waits the run it was started for. */
export interface Order {
  /** Name of the script in its working directory. */
  readonly file: string;
  /** Working directory as the script sees it. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Told what became of a request, or of an order. Exactly one of the first three is called, and the others only after
 * `spawned`.
 */
export interface SpawnListener {
  spawned(pid: number): void;
  /** Nothing was started. */
  failed(cause: Cause): void;
  /** The helper died after it had claimed the folder, or was told an order: something may have been started. */
  uncertain(): void;
  /** A program that waits is ready for its order. */
  waits?(): void;
  /** The supervisor has ended. */
  exited(code: number): void;
  /** The helper died: nobody will tell when the supervisor ends. */
  abandoned(): void;
}

type Answer =
  | { kind: 'ready' }
  | { kind: 'spawned'; request: number; pid: number }
  | { kind: 'failed' | 'claimed'; request: number; message: string }
  | { kind: 'waits' | 'ended'; request: number }
  | { kind: 'input'; request: number; outcome: InputOutcome }
  | { kind: 'exited'; request: number; code: number };

type Helper = ChildProcess & { stdin: Writable; stdout: Readable };

interface Pending {
  readonly request: SpawnRequest;
  listener: SpawnListener;
  /** Whether the program that waits was told its order. */
  isOrdered: boolean;
  /** Whether the last request or order was answered. */
  isAnswered: boolean;
  attempts: number;
  timer: NodeJS.Timeout | null;
}

/** Text that was handed to the helper. */
interface Giving {
  readonly settle: (outcome: InputOutcome) => void;
  readonly fail: (message: string) => void;
}

const SPAWNER = join(import.meta.dirname, 'launch', 'spawner.py');
const PROGRAM_ENDED = because('program_ended');
const ANSWER_PATIENCE_MS = 10_000;
const MAX_ATTEMPTS = 3;
/** A helper that dies sooner is not started again before it is needed. */
const STABLE_AFTER_MS = 1000;

/** Keeps one helper process that starts supervisors; starts another one when it dies and repeats what was lost. */
export class SpawnerClient {
  readonly #pending = new Map<number, Pending>();
  readonly #givings = new Map<number, Giving>();
  #python = '';
  #helper: Helper | null = null;
  #nextRequest = 1;
  #isClosed = false;

  constructor(private readonly logger: RunnerLogger) {}

  /**
   * @param pythons absolute paths of interpreters to run the helper with; the first that works is kept
   * @throws when the helper starts with none of them
   */
  async open(pythons: AsyncIterable<string>): Promise<void> {
    const failures: string[] = [];
    for await (const python of pythons) {
      this.#python = python;
      const helper = this.#startHelper();
      const failure = await whyNotReady(helper);
      if (failure === null) {
        this.#keep(helper);
        return;
      }
      failures.push(`${python}: ${failure}`);
    }
    throw new Error(
      `Scripts are started by a helper that needs Python 3.8 or newer, which does not work here (${failures.join('; ')}).`,
    );
  }

  /** Pid of the helper, null while there is none. */
  get pid(): number | null {
    return this.#helper?.pid ?? null;
  }

  /** @returns the number by which a program that waits gets its order */
  spawn(request: SpawnRequest, listener: SpawnListener): number {
    const number = this.#nextRequest++;
    const state = { isOrdered: false, isAnswered: false, attempts: 0, timer: null };
    const pending = { request, listener, ...state };
    this.#pending.set(number, pending);
    this.#send(number, pending);
    return number;
  }

  /**
   * Gives a program that waits its order. Its folder has been renamed, and holds `spec.new`.
   * @param listener is told from now on, beginning with `spawned` or `failed`
   */
  order(number: number, folder: string, order: Order, listener: SpawnListener): void {
    const pending = this.#pending.get(number);
    if (!pending) return listener.failed(PROGRAM_ENDED);
    Object.assign(pending, { listener, isOrdered: true, isAnswered: false });
    this.#ask(pending, { request: number, order, folder });
  }

  /** Lets a program that waits end without an order. */
  release(number: number): void {
    this.#write({ request: number, order: null });
  }

  /**
   * Gives a script that has input more of it, in the order of the calls.
   * @param folder its control folder
   * @param isLast whether its input ends after the text
   * @throws when the pipe of the input cannot be written to, although it is there
   */
  giveInput(folder: string, text: string, isLast: boolean): Promise<InputOutcome> {
    const number = this.#nextRequest++;
    this.#helper ??= this.#keep(this.#startHelper());
    const timer = this.#expectAnswer();
    const outcome = new Promise<InputOutcome>((settle, reject) => {
      this.#givings.set(number, { settle, fail: (message) => reject(new Error(message)) });
    });
    this.#write({ request: number, input: text, isLast, folder });
    return outcome.finally(() => {
      clearTimeout(timer);
      this.#givings.delete(number);
    });
  }

  /** Lets the helper go; what it started goes on. */
  close(): void {
    this.#isClosed = true;
    for (const { settle } of this.#givings.values()) settle('unknown');
    for (const { timer } of this.#pending.values()) if (timer) clearTimeout(timer);
    this.#pending.clear();
    this.#helper?.stdin.end();
    this.#helper?.stdout.destroy();
    this.#helper?.unref();
    this.#helper = null;
  }

  #send(number: number, pending: Pending): void {
    this.#helper ??= this.#keep(this.#startHelper());
    pending.attempts++;
    this.#ask(pending, { request: number, ...pending.request });
  }

  #ask(pending: Pending, message: object): void {
    pending.timer = this.#expectAnswer();
    this.#write(message);
  }

  #expectAnswer(): NodeJS.Timeout {
    const helper = this.#helper;
    return setTimeout(() => {
      // Its end makes the request repeated or given up.
      this.logger.warn('The spawner process does not answer and is ended', { pid: helper?.pid });
      helper?.kill('SIGKILL');
    }, ANSWER_PATIENCE_MS);
  }

  #write(message: object): void {
    this.#helper?.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #startHelper(): Helper {
    // Nothing of the user's or the machine's Python configuration, and none of the server's environment.
    const helper = spawn(this.#python, ['-I', '-S', SPAWNER], {
      // Its own session: a Ctrl-C in the server's terminal is not meant for it.
      detached: true,
      env: {},
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // A failed write means that the helper is ending: its 'exit' handles that.
    helper.stdin.on('error', () => undefined);
    helper.stdout.setEncoding('utf8');
    return helper;
  }

  #keep(helper: Helper): Helper {
    this.#helper = helper;
    const startedAt = performance.now();
    let torn = '';
    helper.stdout.on('data', (text: string) => {
      const lines = (torn + text).split('\n');
      torn = lines.pop() ?? '';
      for (const line of lines) this.#receive(JSON.parse(line) as Answer);
    });
    const replace = () => this.#replace(helper, performance.now() - startedAt);
    helper.once('error', replace);
    helper.once('close', replace);
    return helper;
  }

  #receive(answer: Answer): void {
    if (answer.kind === 'ready') return;
    const giving = this.#givings.get(answer.request);
    if (answer.kind === 'input') return giving?.settle(answer.outcome);
    if (answer.kind === 'failed' && giving) return giving.fail(answer.message);
    const pending = this.#pending.get(answer.request);
    if (!pending) return;
    if (pending.timer) clearTimeout(pending.timer);
    const wasAnswered = pending.isAnswered;
    pending.isAnswered = true;
    if (answer.kind === 'waits') return pending.listener.waits?.();
    if (answer.kind === 'spawned') return pending.listener.spawned(answer.pid);
    this.#pending.delete(answer.request);
    if (answer.kind === 'exited' && wasAnswered) pending.listener.exited(answer.code);
    else if (answer.kind === 'exited' || answer.kind === 'ended')
      pending.listener.failed(PROGRAM_ENDED);
    else if (answer.kind === 'failed')
      pending.listener.failed(because('start_refused', { why: answer.message }));
    else pending.listener.uncertain();
  }

  #replace(helper: Helper, livedMs: number): void {
    if (this.#isClosed || this.#helper !== helper) return;
    this.#helper = null;
    this.logger.warn('The spawner process ended', { pid: helper.pid, livedMs });
    for (const { settle } of this.#givings.values()) settle('unknown');
    const lost = [...this.#pending];
    for (const [number, pending] of lost) {
      if (pending.timer) clearTimeout(pending.timer);
      const isUncertain = !pending.isAnswered && (pending.isOrdered || isClaimed(pending));
      if (!pending.isAnswered && !isUncertain && pending.attempts < MAX_ATTEMPTS) {
        this.#send(number, pending);
        continue;
      }
      this.#pending.delete(number);
      if (pending.isAnswered) pending.listener.abandoned();
      else if (isUncertain) pending.listener.uncertain();
      else pending.listener.failed(because('starter_gone'));
    }
    if (livedMs > STABLE_AFTER_MS) this.#helper ??= this.#keep(this.#startHelper());
  }
}

/** Waits for the first words of a new helper. @returns null when it is ready */
function whyNotReady(helper: Helper): Promise<string | null> {
  return new Promise((resolve) => {
    helper.stdout.once('data', () => resolve(null));
    helper.once('error', ({ message }) => resolve(message));
    helper.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
}

function isClaimed({ request }: Pending): boolean {
  return existsSync(join(request.folder, 'status'));
}
