import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerLogger } from './runner-logger.js';

/** What `launch/spawner.mjs` needs to start a supervisor. */
export interface SpawnRequest {
  readonly controlDirectory: string;
  readonly command: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Told what became of a request. Exactly one of the first three is called, and `exited` only after `spawned`. */
export interface SpawnListener {
  spawned(pid: number): void;
  /** Nothing was started. */
  failed(message: string): void;
  /** The helper died after it had claimed the folder: something may have been started. */
  uncertain(): void;
  /** Not called when the helper died meanwhile. */
  exited(code: number | null, signal: string | null): void;
}

type Answer =
  | { kind: 'ready' }
  | { kind: 'spawned'; request: number; pid: number }
  | { kind: 'failed' | 'claimed'; request: number; message: string }
  | { kind: 'exited'; request: number; code: number | null; signal: string | null };

interface Pending {
  readonly request: SpawnRequest;
  readonly listener: SpawnListener;
  isAnswered: boolean;
  attempts: number;
  timer: NodeJS.Timeout | null;
}

const ANSWER_PATIENCE_MS = 10_000;
const MAX_ATTEMPTS = 3;
/** A helper that dies sooner is not started again before it is needed. */
const STABLE_AFTER_MS = 1000;

/** Keeps one helper process that starts supervisors; starts another one when it dies and repeats what was lost. */
export class SpawnerClient {
  readonly #pending = new Map<number, Pending>();
  #helper: ChildProcess | null = null;
  #nextRequest = 1;
  #isClosed = false;

  constructor(private readonly logger: RunnerLogger) {}

  /** @throws when the helper cannot be started */
  async open(): Promise<void> {
    const helper = this.#ensureHelper();
    await new Promise<void>((resolve, reject) => {
      helper.once('message', () => resolve());
      helper.once('error', reject);
      helper.once('exit', () => reject(new Error('The spawner process ended while it started.')));
    });
  }

  /** Pid of the helper, null while there is none. */
  get pid(): number | null {
    return this.#helper?.pid ?? null;
  }

  spawn(request: SpawnRequest, listener: SpawnListener): void {
    const number = this.#nextRequest++;
    const pending = { request, listener, isAnswered: false, attempts: 0, timer: null };
    this.#pending.set(number, pending);
    this.#send(number, pending);
  }

  /** Lets the helper go; what it started goes on. */
  close(): void {
    this.#isClosed = true;
    for (const { timer } of this.#pending.values()) if (timer) clearTimeout(timer);
    this.#pending.clear();
    if (this.#helper?.connected) this.#helper.disconnect();
    this.#helper = null;
  }

  #send(number: number, pending: Pending): void {
    const helper = this.#ensureHelper();
    pending.attempts++;
    pending.timer = setTimeout(() => {
      // Its end makes the request repeated or given up.
      this.logger.warn('The spawner process does not answer and is ended', { pid: helper.pid });
      helper.kill('SIGKILL');
    }, ANSWER_PATIENCE_MS);
    // A failed send means that the helper is ending: its 'exit' handles that.
    helper.send({ request: number, ...pending.request }, () => undefined);
  }

  #ensureHelper(): ChildProcess {
    if (this.#helper) return this.#helper;
    const startedAt = performance.now();
    const helper = fork(join(import.meta.dirname, 'launch', 'spawner.mjs'), {
      // Its own session: a Ctrl-C in the server's terminal is not meant for it.
      detached: true,
      env: {},
      execArgv: ['--max-old-space-size=64', '--max-semi-space-size=1'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#helper = helper;
    helper.on('message', (message) => this.#receive(message as Answer));
    const replace = () => this.#replace(helper, performance.now() - startedAt);
    helper.once('error', replace);
    helper.once('exit', replace);
    return helper;
  }

  #receive(answer: Answer): void {
    if (answer.kind === 'ready') return;
    const pending = this.#pending.get(answer.request);
    if (!pending) return;
    if (pending.timer) clearTimeout(pending.timer);
    pending.isAnswered = true;
    if (answer.kind === 'spawned') return pending.listener.spawned(answer.pid);
    this.#pending.delete(answer.request);
    if (answer.kind === 'exited') pending.listener.exited(answer.code, answer.signal);
    else if (answer.kind === 'failed') pending.listener.failed(answer.message);
    else pending.listener.uncertain();
  }

  #replace(helper: ChildProcess, livedMs: number): void {
    if (this.#isClosed || this.#helper !== helper) return;
    this.#helper = null;
    this.logger.warn('The spawner process ended', { pid: helper.pid, livedMs });
    const lost = [...this.#pending];
    for (const [number, pending] of lost) {
      if (pending.timer) clearTimeout(pending.timer);
      if (!pending.isAnswered && !isClaimed(pending) && pending.attempts < MAX_ATTEMPTS) {
        this.#send(number, pending);
        continue;
      }
      // Exits of what it had started are seen in the status files.
      this.#pending.delete(number);
      if (pending.isAnswered) continue;
      if (isClaimed(pending)) pending.listener.uncertain();
      else pending.listener.failed('The process that starts scripts ended again and again.');
    }
    if (livedMs > STABLE_AFTER_MS) this.#ensureHelper();
  }
}

function isClaimed({ request }: Pending): boolean {
  return existsSync(join(request.controlDirectory, 'status'));
}
