import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootClockMs } from './boot-clock.js';
import { bubblewrapTool, type Tool } from './bubblewrap.js';
import { because, type Cause } from './causes.js';
import { ControlGroups } from './control-groups.js';
import { ControlFolder, hasCode, type RunRecord } from './control-folder.js';
import {
  findInterpreter,
  type Interpreter,
  type MissingInterpreter,
  ownInterpreter,
} from './interpreters.js';
import { probeIsolation, type Isolation } from './isolation-probe.js';
import { type Access, directoryOf, LAUNCH_PLANS, objectionTo, reachOf } from './launch-plan.js';
import { freeUid, giveSpace, type UidRange } from './own-user.js';
import { hasMembers, readBootId } from './process-table.js';
import { heldLimits, type HeldLimit, type ResourceLimits } from './resource-limits.js';
import { resultFileStamp } from './result-file.js';
import { Run } from './run.js';
import type { IsolationLevel, Reach, RunLimits, RunSpec, ScriptLanguage } from './run.types.js';
import type { RunnerLogger } from './runner-logger.js';
import { SCRIPT_FILES, scriptEnvironment } from './script-command.js';
import { SandboxEtc } from './sandbox-etc.js';
import { type InputOutcome, type Order, SpawnerClient } from './spawner-client.js';
import type { UsagePoint } from './usage-curve.js';
import { isRunGroup, readPoints, UsageWatch } from './usage-watch.js';
import { canWait, ORDER_LIMIT_BYTES } from './warm-start.js';
import { type WaitingPlan, WarmPool, type WarmSlot } from './warm-pool.js';

export { Run, SCRIPT_FILES };
export { NO_LIMITS } from './resource-limits.js';
export type { HeldLimit, ResourceLimits, UsagePoint };
export type {
  Access,
  InputOutcome,
  Interpreter,
  Isolation,
  MissingInterpreter,
  RunnerLogger,
  Tool,
};

/** What tells interpreters that wait for different runs apart. */
type Kind = Access & Pick<RunSpec, 'modules' | 'resources'>;

export interface RunnerOptions {
  /** Absolute path; the server's own, never shown to a script. */
  readonly controlDirectory: string;
  /** Absolute path; scripts work in its folders. */
  readonly spacesDirectory: string;
  /** `auto` takes the strongest level that works here; a level asked for by name must work. */
  readonly isolation: 'auto' | IsolationLevel;
  /** Users that runs of level `uid` get, each another one. Nothing else of the machine may use them. */
  readonly uids: UidRange;
  /** Executables: names on the server's `PATH`, or absolute paths. */
  readonly interpreters: Readonly<Record<ScriptLanguage, string>>;
  /** What most runs may do: interpreters are got ready for it before the first one. */
  readonly usual: Pick<RunSpec, 'network' | 'resources'>;
  /** Whether runs are put into control groups where those can be made; else everything is watched. */
  readonly usesGroups: boolean;
  /** How far runs of some length step behind the server where processors are scarce, 0 to 19. */
  readonly niceness: number;
  /** Interpreters kept ready for each kind of run that was seen lately; 0 = every run starts cold. */
  readonly warmSlots: number;
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
  readonly #pool: WarmPool;
  readonly #groups: ControlGroups;
  readonly #watch: UsageWatch;
  #isolation: Isolation = { level: 'plain', unavailable: [] };
  #bootId = '';

  constructor(private readonly options: RunnerOptions) {
    this.#spawner = new SpawnerClient(options.logger);
    this.#etc = new SandboxEtc(join(options.controlDirectory, 'etc'));
    const { controlDirectory, spacesDirectory, warmSlots: size, logger } = options;
    this.#groups = options.usesGroups
      ? ControlGroups.open()
      : ControlGroups.none(because('groups_off'));
    this.#watch = new UsageWatch(this.#groups, options.niceness, logger);
    this.#pool = new WarmPool({
      ...{ controlDirectory, spacesDirectory, size, logger },
      spawner: this.#spawner,
    });
  }

  /** Why no control groups are used; null when they are. */
  get groupsObstacle(): Cause | null {
    return this.#groups.obstacle;
  }

  /** What holds each limit of a run. */
  heldLimits(limits: ResourceLimits): HeldLimit[] {
    return heldLimits(limits, this.#groups.isOpen);
  }

  /** What a run has used over time; empty for one that was too short, or is not known. */
  usageOf(id: number): readonly UsagePoint[] {
    return this.#watch.curveOf(id)?.points ?? readPoints(new ControlFolder(this.controlOf(id)));
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
    this.#pool.open();
    this.#groups.sweep(isRunGroup);
    const pythonFound = findInterpreter('python', interpreters.python);
    const [isolation, python, javascript] = await Promise.all([
      probeIsolation(this.options.isolation, {
        spacesDirectory,
        etc: this.#etc.path,
        uid: this.options.uids.first,
      }),
      pythonFound,
      ownInterpreter(interpreters.javascript) ??
        findInterpreter('javascript', interpreters.javascript),
      this.#spawner.open(spawnerPythons(pythonFound)),
    ]);
    this.#isolation = isolation;
    this.interpreters.set('python', python).set('javascript', javascript);
  }

  /** What a run can get at, at the level runs are started at. */
  reachOf(access: Access): Reach {
    return reachOf(this.#isolation.level, access);
  }

  /** Gets the default interpreters ready for their first runs. Costs processor time: call it when nobody waits. */
  warmUp(): void {
    if (!this.#canBeWarm) return;
    const usual = { ...this.options.usual, readableFolders: [], modules: null };
    for (const interpreter of this.interpreters.values())
      if ('path' in interpreter) this.#pool.expect(this.#waitingPlan(interpreter, usual));
  }

  /** How many interpreters are ready for a run. */
  get warmCount(): number {
    return this.#pool.readyCount;
  }

  /** Absolute path of the execution space: the script's working directory. Made by `start` unless it exists. */
  spaceOf(id: number): string {
    return join(this.options.spacesDirectory, `execution_${id}`);
  }

  /** Absolute path of the control folder with `stdout.log`, `stderr.log` and `timeline`. */
  controlOf(id: number): string {
    return join(this.options.controlDirectory, `execution_${id}`);
  }

  /** The command line that keeps a tool apart from the machine as runs are. */
  confine(tool: Tool): string[] {
    if (this.#isolation.level !== 'bwrap') return [...tool.command];
    this.#etc.refresh();
    return bubblewrapTool(this.#etc.path, tool);
  }

  /**
   * Starts a script. Resolves when the start is recorded and handed over; whatever goes wrong with the script itself,
   * its interpreter and its space is the run's outcome, with reason `launch`.
   * @throws when the control folder cannot be written
   */
  start(spec: RunSpec): Promise<Run> {
    const run = this.#startWarm(spec) ?? this.#startCold(spec);
    return Promise.resolve(run);
  }

  /**
   * Finds out what became of a run after a restart of the server, and follows it from there.
   * @param limits go by these, from now on, when the record of the run cannot be read
   */
  async adopt(id: number, limits: RunLimits): Promise<Adoption> {
    const known = this.#runs.get(id);
    if (known) return { kind: 'run', run: known };
    const folder = new ControlFolder(this.controlOf(id));
    if (folder.withdrawOrder()) return { kind: 'never_started' };
    const record = folder.readRecord(this.#assumedRecord(id, limits));
    if (!record) return { kind: 'never_started' };
    // The spawner makes the status before anything else, so with a log or a process and no status the file was lost.
    const isLost =
      !folder.has('status') && (folder.has('stdout.log') || (await hasMembers(record.mark)));
    if (!isLost && folder.withdraw()) return { kind: 'never_started' };
    return { kind: 'run', run: this.#track(folder, { ...record, id }, true) };
  }

  /**
   * Gives the script of a run that has input some text, never waits for the script to read it.
   * @param isLast whether its input ends after the text
   * @throws when the pipe of the input cannot be written to, although it is there
   */
  giveInput(id: number, text: string, isLast: boolean): Promise<InputOutcome> {
    return this.#spawner.giveInput(this.controlOf(id), text, isLast);
  }

  /** Forgets a run whose outcome the caller has stored. */
  forget(id: number): void {
    this.#runs.delete(id);
  }

  /** Lets go of all runs, which go on, and of the spawner process. */
  close(): Promise<void> {
    for (const run of this.#runs.values()) run.close();
    this.#watch.close();
    this.#runs.clear();
    this.#pool.close();
    this.#spawner.close();
    return Promise.resolve();
  }

  #track(folder: ControlFolder, record: RunRecord, isAdopted: boolean): Run {
    const { logger } = this.options;
    const space = this.spaceOf(record.id);
    const run = new Run({
      ...{ folder, space, record, bootId: this.#bootId, logger, isAdopted },
      watch: this.#watch,
    });
    this.#runs.set(record.id, run);
    return run;
  }

  #assumedRecord(
    id: number,
    { timeoutMs, graceMs, logLimitBytes, resources }: RunLimits,
  ): RunRecord {
    return {
      ...{ id, language: 'python', isWarm: false, mark: '', isolation: 'plain' },
      bootId: this.#bootId,
      startedAtMs: Date.now(),
      deadlineTickMs: bootClockMs() + timeoutMs,
      ...{ timeoutMs, graceMs, logLimitBytes, resources },
    };
  }

  #recordOf(spec: RunSpec, mark: string, isWarm: boolean): RunRecord {
    const { id, language, timeoutMs, graceMs, logLimitBytes, resources } = spec;
    const startedAtMs = Date.now();
    return {
      ...{ id, language, isWarm, mark, logLimitBytes, resources },
      isolation: this.#isolation.level,
      uid: this.#isolation.level === 'uid' ? this.#freeUid(id) : null,
      bootId: this.#bootId,
      ...{ startedAtMs, deadlineTickMs: bootClockMs() + timeoutMs, timeoutMs, graceMs },
      ...(spec.hasFiles && { givenResult: resultFileStamp(this.spaceOf(id)) }),
    };
  }

  #interpreterOf(spec: RunSpec): Interpreter | MissingInterpreter {
    const found = spec.interpreter ?? this.interpreters.get(spec.language);
    if (!found) throw new Error('The runner is not open.');
    return found;
  }

  /** @throws when every user has a run */
  #freeUid(id: number): number {
    const taken = new Set([...this.#runs.values()].map((run) => run.uid));
    const uid = freeUid(this.options.uids, id, taken);
    if (uid !== null) return uid;
    throw new Error('Every user that runs can have is taken by a run. Widen EXECUTION_UIDS.');
  }

  #startCold(spec: RunSpec): Run {
    const record = this.#recordOf(spec, randomBytes(16).toString('hex'), false);
    const folder = new ControlFolder(this.controlOf(spec.id));
    folder.create(record);
    const run = this.#track(folder, record, false);
    this.#launch(run, spec);
    return run;
  }

  #launch(run: Run, spec: RunSpec): void {
    try {
      const space = this.spaceOf(spec.id);
      const objection = this.#objectionTo(spec);
      if (objection) return run.fail(objection);
      makeSpace(space, spec.hasFiles);
      this.#linkModules(space, spec);
      writeFileSync(join(space, SCRIPT_FILES[spec.language]), spec.code);
      const interpreter = this.#interpreterOf(spec);
      if ('cause' in interpreter) return run.fail(interpreter.cause);
      this.#etc.refresh();
      if (run.uid !== null) giveSpace(space, run.uid);
      const { mark, uid } = run;
      const ingredients = { spec, interpreter, space, etc: this.#etc.path, mark, uid };
      const plan = LAUNCH_PLANS[run.isolation]({ ...ingredients, waits: false });
      this.#spawner.spawn({ ...plan, folder: this.controlOf(spec.id) }, run.spawnListener);
    } catch (error) {
      // The space cannot be written: that is how this run ended, the next one may fare better.
      run.fail(because('start_refused', { why: messageOf(error) }));
    }
  }

  /** @returns null when the run has to start cold */
  #startWarm(spec: RunSpec): Run | null {
    const interpreter = this.#interpreterOf(spec);
    if ('cause' in interpreter || !canWait(spec) || !this.#canBeWarm) return null;
    if (this.#objectionTo(spec)) return null;
    const slot = this.#pool.take(this.#waitingPlan(interpreter, spec));
    if (!slot) return null;
    const { readyCpuMs } = slot;
    const record = { ...this.#recordOf(spec, slot.mark, true), readyCpuMs };
    const order = this.#orderFor(spec, interpreter, slot.mark);
    if (JSON.stringify(order).length > ORDER_LIMIT_BYTES || !this.#moveIn(slot, spec, record)) {
      this.#pool.discard(slot);
      return null;
    }
    const folder = new ControlFolder(this.controlOf(spec.id));
    const run = this.#track(folder, record, false);
    const restartCold = () => {
      run.turnCold();
      folder.create({ ...record, isWarm: false });
      this.#launch(run, spec);
    };
    const { spawnListener } = run;
    this.#spawner.order(slot.request, folder.path, order, {
      ...spawnListener,
      failed: restartCold,
      uncertain: () => (folder.withdrawOrder() ? restartCold() : spawnListener.uncertain()),
    });
    return run;
  }

  /** Makes the folders of a slot those of the run. @returns whether that worked; a cold start makes them anew */
  #moveIn(slot: WarmSlot, spec: RunSpec, record: RunRecord): boolean {
    try {
      writeFileSync(join(slot.space, SCRIPT_FILES[spec.language]), spec.code);
      this.#linkModules(slot.space, spec);
      const control = new ControlFolder(slot.control);
      control.takeInstallLog(new ControlFolder(this.controlOf(spec.id)));
      control.writeOrderedRecord(record);
      replaceFolder(slot.space, this.spaceOf(spec.id));
      replaceFolder(slot.control, this.controlOf(spec.id));
      return true;
    } catch (error) {
      this.options.logger.warn('A run could not take over a waiting interpreter', {
        executionId: spec.id,
        error: messageOf(error),
      });
      return false;
    }
  }

  #orderFor(spec: RunSpec, interpreter: Interpreter, mark: string): Order {
    const directory = directoryOf(this.#isolation.level, this.spaceOf(spec.id));
    const environment = scriptEnvironment(spec, interpreter, directory, mark);
    return { file: SCRIPT_FILES[spec.language], directory, environment };
  }

  /** Without a sandbox there is nowhere beside the space: a link in it is what both `require` and `import` follow. */
  #linkModules(space: string, { modules }: RunSpec): void {
    if (!modules || this.#isolation.level === 'bwrap') return;
    try {
      symlinkSync(modules, join(space, 'node_modules'));
    } catch (error) {
      // What was uploaded under this name is what the script is meant to find.
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }

  #objectionTo(spec: RunSpec): Cause | null {
    return spec.objection ?? objectionTo(this.#isolation.level, spec);
  }

  /** A user of its own is given to a run with its space, which one that waits has already. */
  get #canBeWarm(): boolean {
    return this.#isolation.level !== 'uid';
  }

  #waitingPlan(
    interpreter: Interpreter,
    { network, readableFolders, modules, resources }: Kind,
  ): WaitingPlan {
    const { level } = this.#isolation;
    const spec = { id: 0, env: {}, hasInput: false, network, readableFolders, modules, resources };
    const ingredients = { spec, interpreter, etc: this.#etc.path, uid: null, waits: true };
    return (space, mark) => LAUNCH_PLANS[level]({ ...ingredients, space, mark });
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

/** Renames a folder over whatever an earlier attempt has left there. */
function replaceFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
