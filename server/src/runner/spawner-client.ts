import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { RunnerLogger } from './runner-logger.js';

/** What `launch/spawner.py` needs to start a supervisor; the fields are told there. */
export interface SpawnRequest {
  readonly folder: string;
  readonly command: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly recordsEnd: boolean;
}

/** Told what became of a request. Exactly one of the first three is called, and the others only after `spawned`. */
export interface SpawnListener {
  spawned(pid: number): void;
  /** Nothing was started. */
  failed(message: string): void;
  /** The helper died after it had claimed the folder: something may have been started. */
  uncertain(): void;
  /** The supervisor has ended. */
  exited(code: number): void;
  /** The helper died: nobody will tell when the supervisor ends. */
  abandoned(): void;
}

type Answer =
  | { kind: 'ready' }
  | { kind: 'spawned'; request: number; pid: number }
  | { kind: 'failed' | 'claimed'; request: number; message: string }
  | { kind: 'exited'; request: number; code: number };

type Helper = ChildProcess & { stdin: Writable; stdout: Readable };

interface Pending {
  readonly request: SpawnRequest;
  readonly listener: SpawnListener;
  isAnswered: boolean;
  attempts: number;
  timer: NodeJS.Timeout | null;
}

const SPAWNER = join(import.meta.dirname, 'launch', 'spawner.py');
const ANSWER_PATIENCE_MS = 10_000;
const MAX_ATTEMPTS = 3;
/** A helper that dies sooner is not started again before it is needed. */
const STABLE_AFTER_MS = 1000;

/** Keeps one helper process that starts supervisors; starts another one when it dies and repeats what was lost. */
export class SpawnerClient {
  readonly #pending = new Map<number, Pending>();
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
    this.#helper?.stdin.end();
    this.#helper?.stdout.destroy();
    this.#helper?.unref();
    this.#helper = null;
  }

  #send(number: number, pending: Pending): void {
    const helper = (this.#helper ??= this.#keep(this.#startHelper()));
    pending.attempts++;
    pending.timer = setTimeout(() => {
      // Its end makes the request repeated or given up.
      this.logger.warn('The spawner process does not answer and is ended', { pid: helper.pid });
      helper.kill('SIGKILL');
    }, ANSWER_PATIENCE_MS);
    helper.stdin.write(`${JSON.stringify({ request: number, ...pending.request })}\n`);
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
    const pending = this.#pending.get(answer.request);
    if (!pending) return;
    if (pending.timer) clearTimeout(pending.timer);
    pending.isAnswered = true;
    if (answer.kind === 'spawned') return pending.listener.spawned(answer.pid);
    this.#pending.delete(answer.request);
    if (answer.kind === 'exited') pending.listener.exited(answer.code);
    else if (answer.kind === 'failed') pending.listener.failed(answer.message);
    else pending.listener.uncertain();
  }

  #replace(helper: Helper, livedMs: number): void {
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
      this.#pending.delete(number);
      if (pending.isAnswered) pending.listener.abandoned();
      else if (isClaimed(pending)) pending.listener.uncertain();
      else pending.listener.failed('The process that starts scripts ended again and again.');
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
