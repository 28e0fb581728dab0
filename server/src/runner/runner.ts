import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ControlFolder, hasCode, type RunRecord } from './control-folder.js';
import { findInterpreter, type Interpreter, type MissingInterpreter } from './interpreters.js';
import { probeIsolation, type Isolation } from './isolation-probe.js';
import { LAUNCH_PLANS } from './launch-plan.js';
import { readBootId } from './process-table.js';
import { resultFileStamp } from './result-file.js';
import { Run } from './run.js';
import type { IsolationLevel, RunSpec, ScriptLanguage } from './run.types.js';
import type { RunnerLogger } from './runner-logger.js';
import { SCRIPT_FILES } from './script-command.js';
import { SandboxEtc } from './sandbox-etc.js';
import { SpawnerClient } from './spawner-client.js';

export { Run, SCRIPT_FILES };
export type { Interpreter, Isolation, MissingInterpreter, RunnerLogger };

export interface RunnerOptions {
  /** Absolute path; the server's own, never shown to a script. */
  readonly controlDirectory: string;
  /** Absolute path; scripts work in its folders. */
  readonly spacesDirectory: string;
  /** `auto` takes the strongest level that works here; a level asked for by name must work. */
  readonly isolation: 'auto' | IsolationLevel;
  /** Executables: names on the server's `PATH`, or absolute paths. */
  readonly interpreters: Readonly<Record<ScriptLanguage, string>>;
  readonly logger: RunnerLogger;
}

/** What became of a run that an earlier server was told to start. */
export type Adoption =
  /** Nothing ran and nothing will: `start` may be called. */
  | { readonly kind: 'never_started' }
  /** It goes on, or has ended meanwhile: then its outcome resolves at once. */
  | { readonly kind: 'run'; readonly run: Run };

/** Starts scripts that outlive the server, follows them, and finds them again after a restart. */
export class Runner {
  readonly interpreters = new Map<ScriptLanguage, Interpreter | MissingInterpreter>();
  readonly #runs = new Map<number, Run>();
  readonly #spawner: SpawnerClient;
  readonly #etc: SandboxEtc;
  #isolation: Isolation = { level: 'plain', unavailable: [] };
  #bootId = '';

  constructor(private readonly options: RunnerOptions) {
    this.#spawner = new SpawnerClient(options.logger);
    this.#etc = new SandboxEtc(join(options.controlDirectory, 'etc'));
  }

  /** The level runs are started at. Known once the runner is open. */
  get isolation(): Isolation {
    return this.#isolation;
  }

  /**
   * Makes the folders, finds the interpreters, tries the isolation levels and starts the spawner process.
   * @throws when a folder cannot be made, an isolation level asked for by name does not work, or the spawner cannot start
   */
  async open(): Promise<void> {
    const { controlDirectory, spacesDirectory, interpreters } = this.options;
    mkdirSync(controlDirectory, { recursive: true, mode: 0o700 });
    mkdirSync(spacesDirectory, { recursive: true });
    // Otherwise a package.json further up, the server's own for one, would decide how Node reads every script.
    writeFileSync(join(spacesDirectory, 'package.json'), '{}\n');
    this.#bootId = readBootId();
    this.#etc.create();
    const pythonFound = findInterpreter('python', interpreters.python);
    const [isolation, python, javascript] = await Promise.all([
      probeIsolation(this.options.isolation, spacesDirectory, this.#etc.path),
      pythonFound,
      findInterpreter('javascript', interpreters.javascript),
      this.#spawner.open(spawnerPythons(pythonFound)),
    ]);
    this.#isolation = isolation;
    this.interpreters.set('python', python).set('javascript', javascript);
  }

  /** Absolute path of the execution space: the script's working directory. Made by `start` unless it exists. */
  spaceOf(id: number): string {
    return join(this.options.spacesDirectory, `execution_${id}`);
  }

  /** Absolute path of the control folder with `stdout.log`, `stderr.log` and `timeline`. */
  controlOf(id: number): string {
    return join(this.options.controlDirectory, `execution_${id}`);
  }

  /**
   * Starts a script. Resolves when the start is recorded and handed over; whatever goes wrong with the script itself,
   * its interpreter and its space is the run's outcome, with reason `launch`.
   * @throws when the control folder cannot be written
   */
  start(spec: RunSpec): Promise<Run> {
    const { level } = this.#isolation;
    const { id, language, timeoutMs, graceMs, logLimitBytes } = spec;
    const mark = randomBytes(16).toString('hex');
    const startedAtMs = Date.now();
    const times = { startedAtMs, deadlineMs: startedAtMs + timeoutMs, timeoutMs, graceMs };
    const record = {
      id,
      language,
      isolation: level,
      bootId: this.#bootId,
      mark,
      logLimitBytes,
      ...times,
      ...(spec.hasFiles && { givenResult: resultFileStamp(this.spaceOf(id)) }),
    };
    const folder = new ControlFolder(this.controlOf(id));
    folder.create(record);
    const run = this.#track(folder, record, false);
    try {
      this.#launch(run, spec, mark);
    } catch (error) {
      // The space cannot be written: that is how this run ended, the next one may fare better.
      run.fail(`The script could not be started: ${messageOf(error)}`);
    }
    return Promise.resolve(run);
  }

  /** Finds out what became of a run after a restart of the server, and follows it from there. */
  adopt(id: number): Promise<Adoption> {
    const known = this.#runs.get(id);
    if (known) return Promise.resolve({ kind: 'run', run: known });
    const folder = new ControlFolder(this.controlOf(id));
    const record = folder.readRecord();
    if (!record) return Promise.resolve({ kind: 'never_started' });
    if (folder.withdraw()) return Promise.resolve({ kind: 'never_started' });
    return Promise.resolve({ kind: 'run', run: this.#track(folder, { ...record, id }, true) });
  }

  /** Forgets a run whose outcome the caller has stored. */
  forget(id: number): void {
    this.#runs.delete(id);
  }

  /** Lets go of all runs, which go on, and of the spawner process. */
  close(): Promise<void> {
    for (const run of this.#runs.values()) run.close();
    this.#runs.clear();
    this.#spawner.close();
    return Promise.resolve();
  }

  #track(folder: ControlFolder, record: RunRecord, isAdopted: boolean): Run {
    const { logger } = this.options;
    const space = this.spaceOf(record.id);
    const run = new Run({ folder, space, record, bootId: this.#bootId, logger, isAdopted });
    this.#runs.set(record.id, run);
    return run;
  }

  #launch(run: Run, spec: RunSpec, mark: string): void {
    const space = this.spaceOf(spec.id);
    makeSpace(space, spec.hasFiles);
    writeFileSync(join(space, SCRIPT_FILES[spec.language]), spec.code);
    const interpreter = spec.interpreter ?? this.interpreters.get(spec.language);
    if (!interpreter || 'error' in interpreter) {
      run.fail(interpreter?.error ?? 'The runner is not open.');
      return;
    }
    this.#etc.refresh();
    const etc = this.#etc.path;
    const plan = LAUNCH_PLANS[run.isolation]({ spec, interpreter, space, etc, mark });
    this.#spawner.spawn({ ...plan, folder: this.controlOf(spec.id) }, run.spawnListener);
  }
}

/** The system's own Python starts fastest; where there is none, the one that runs scripts will do. */
async function* spawnerPythons(found: Promise<Interpreter | MissingInterpreter>) {
  yield '/usr/bin/python3';
  const python = await found;
  if ('path' in python) yield python.path;
}

/** Nothing of an earlier attempt may be in a new space: an id can come back after a rolled back insert. */
function makeSpace(space: string, hasFiles: boolean): void {
  if (hasFiles) return;
  try {
    mkdirSync(space);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    rmSync(space, { recursive: true, force: true });
    mkdirSync(space);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
