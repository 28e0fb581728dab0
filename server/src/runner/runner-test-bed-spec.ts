import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IsolationLevel, LogChunk, RunLimits, RunSpec } from './run.types.js';
import { readProcess } from './process-table.js';
import { NO_LIMITS } from './resource-limits.js';
import { Runner, type Run, type RunnerOptions } from './runner.js';
import { parseStatus } from './supervisor-status.js';

/** The levels every test of a run's behaviour holds at; only a server of root can give runs users of their own. */
export const LEVELS: IsolationLevel[] =
  process.getuid?.() === 0 ? ['plain', 'uid', 'bwrap'] : ['plain', 'bwrap'];

/** A user of its own cannot get at a Python in somebody's home folder. */
export const pythonFor = (level: IsolationLevel): string =>
  level === 'uid' ? '/usr/bin/python3' : 'python3';

/** Wide enough for what a test lets a script do. */
export const LIMITS: RunLimits = {
  timeoutMs: 60_000,
  graceMs: 300,
  logLimitBytes: 2 ** 26,
  resources: NO_LIMITS,
};

/** How far runs step behind the tests. */
export const NICENESS = 5;

/** What interpreters are got ready for. */
export const USUAL = { network: true, resources: NO_LIMITS };

/** A real runner on folders of its own. A level that does not work on this machine fails the test. */
export class RunnerTestBed {
  readonly base = mkdtempSync(join(tmpdir(), 'scriptorium-runner-'));
  readonly controlDirectory = join(this.base, 'control');
  readonly spacesDirectory = join(this.base, 'spaces');
  /** Tests run beside each other, and a user must not be shared. */
  readonly uids = { first: 1_000_000 + process.pid * 100, last: 1_000_099 + process.pid * 100 };
  readonly runners: Runner[] = [];
  #nextId = 1;

  constructor() {
    // Users of their own have to get to their spaces.
    chmodSync(this.base, 0o755);
  }

  /** Another server on the same folders. */
  async openRunner(isolation: IsolationLevel, more: Partial<RunnerOptions> = {}): Promise<Runner> {
    const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };
    const runner = new Runner({
      controlDirectory: this.controlDirectory,
      spacesDirectory: this.spacesDirectory,
      isolation,
      uids: this.uids,
      interpreters: { python: pythonFor(isolation), javascript: process.execPath },
      warmSlots: 0,
      usual: USUAL,
      usesGroups: true,
      niceness: NICENESS,
      logger: silent,
      ...more,
    });
    this.runners.push(runner);
    await runner.open();
    return runner;
  }

  /** A Python script that does nothing, but for what the test says. */
  spec(code: string, more: Partial<RunSpec> = {}): RunSpec {
    return {
      id: this.#nextId++,
      language: 'python',
      code,
      hasFiles: false,
      hasInput: false,
      network: true,
      readableFolders: [],
      env: {},
      ...LIMITS,
      ...more,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.close()));
    rmSync(this.base, { recursive: true, force: true });
  }

  /** A control folder as a server that died would have left it. */
  controlFolder(id: number): string {
    const folder = join(this.controlDirectory, `execution_${id}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** All that a run publishes from now on. */
export function collect(run: Run): { chunks: LogChunk[]; text: (stream?: string) => string } {
  const chunks: LogChunk[] = [];
  run.subscribe((chunk) => chunks.push(chunk));
  const text = (stream = 'stdout') =>
    chunks.filter((chunk) => chunk.stream === stream).map((chunk) => chunk.text);
  return { chunks, text: (stream) => text(stream).join('') };
}

/** Resolves when the run has printed something since it was subscribed to, or fails when it ended without. */
export function untilPrinted(run: Run, expected: string): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    run.subscribe((chunk) => {
      text += chunk.text;
      if (text.includes(expected)) resolve();
    });
    void run.outcome.then((outcome) => {
      reject(new Error(`It ended before it printed “${expected}”: ${JSON.stringify(outcome)}`));
    });
  });
}

/** Pid of the process outside of a run that records how it ends. */
export function supervisorOf(controlFolder: string): number {
  const { session, namespace } = parseStatus(readFileSync(join(controlFolder, 'status'), 'utf8'));
  const pid = session?.supervisorPid ?? (namespace && readProcess(namespace.initPid)?.parent);
  if (!pid) throw new Error('The run has no supervisor.');
  return pid;
}

/** Pids of living processes with this in their command line. */
export function processesWith(argument: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(argument))
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    // Ended since the folder was listed.
    return '';
  }
}
