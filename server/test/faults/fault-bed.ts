import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readProcess } from '../../src/runner/process-table.js';
import { eventually } from '../support/eventually.js';
import { newScript } from '../support/new-script.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

/** An execution as the API answers it. */
export type ExecutionFacts = Record<string, unknown> & {
  id: number;
  status: string;
  reason: string | null;
};

/** A process that works in one of the bed's folders. */
export interface BedProcess {
  readonly pid: number;
  /** Name of the folder: `execution_<id>`, or `warm_…` for an interpreter that waits. */
  readonly folder: string;
}

export const STREAMS = ['stdout', 'stderr'] as const;

/** Whether to take hours rather than minutes. */
export const IS_LONG = process.env['FAULTS'] === 'long';

const ALL_MODES = [
  { isolation: 'bwrap', warmSlots: 2 },
  { isolation: 'plain', warmSlots: 0 },
  { isolation: 'bwrap', warmSlots: 0 },
  { isolation: 'plain', warmSlots: 2 },
] as const;

/** How runs are started. The short form takes each level and each kind of start once. */
export const MODES = IS_LONG ? ALL_MODES : ALL_MODES.slice(0, 2);

export type Mode = (typeof MODES)[number];

export const settingsOf = ({ isolation, warmSlots }: Mode) => ({
  EXECUTION_ISOLATION: isolation,
  WARM_POOL_SIZE: String(warmSlots),
  EXECUTION_GRACE_MS: '300',
});

const FINAL = ['success', 'failed', 'cancelled'];
const PAGE = 200;
/** Longest that an answer may take on a machine that also runs the tests, in milliseconds. */
const ANSWER_PATIENCE_MS = 5_000;

/** The built server on folders of its own, to be damaged; and what must hold after every damage. */
export class FaultBed {
  #server: ServerProcess | null = null;
  readonly #spawners = new Set<number>();

  private constructor(
    readonly directory: string,
    private readonly settings: Record<string, string>,
  ) {}

  /** @param parent where the folders go; the system's temporary folder unless a test needs another disk */
  static async open(settings: Record<string, string>, parent = tmpdir()): Promise<FaultBed> {
    const bed = new FaultBed(await mkdtemp(join(parent, 'scriptorium-fault-')), settings);
    await bed.start();
    return bed;
  }

  get server(): ServerProcess {
    if (!this.#server) throw new Error('The server is down.');
    return this.#server;
  }

  /** @param more settings for this start only */
  async start(more: Record<string, string> = {}): Promise<void> {
    this.#server = await startServerProcess(this.directory, {
      EXECUTION_CONCURRENCY: '64',
      // what is to be looked at must stay, however many runs follow
      RETENTION_RUNS: '0',
      ...this.settings,
      ...more,
    });
    this.spawner();
  }

  /** Ends the server without a chance to tidy up. */
  async kill(): Promise<void> {
    await this.server.kill();
    this.#server = null;
  }

  /** Ends everything, and finds that nothing stayed behind by itself. */
  async close(): Promise<void> {
    await this.#server?.stop();
    try {
      await eventually('no process stays when everything has ended', () => {
        const left = [...this.#spawners].filter((pid) => isSpawner(pid));
        return left.length === 0 && this.processes().length === 0;
      });
    } finally {
      // what stayed would disturb the next test, and all after it
      for (const { pid } of this.processes()) process.kill(pid, 'SIGKILL');
      await rm(this.directory, { recursive: true, force: true });
    }
  }

  /** Pid of the process that starts scripts; null while there is none. */
  spawner(): number | null {
    const isOurs = (pid: number) => readProcess(pid)?.parent === this.server.pid && isSpawner(pid);
    const found = pids().find(isOurs) ?? null;
    if (found !== null) this.#spawners.add(found);
    return found;
  }

  async newScript(code: string, fields: object = {}): Promise<number> {
    return (await newScript(this.server.api, { code, ...fields })).id;
  }

  async execute(scriptId: number): Promise<number> {
    const { body } = await this.server.api
      .post(`/api/scripts/${scriptId}/execute`)
      .send({})
      .expect(201);
    return body.data.id;
  }

  async get(id: number): Promise<ExecutionFacts> {
    return (await this.server.api.get(`/api/executions/${id}`).expect(200)).body.data;
  }

  async ended(id: number, withinMs?: number): Promise<ExecutionFacts> {
    const probe = async () => {
      const execution = await this.get(id);
      return FINAL.includes(execution.status) && execution;
    };
    return (await eventually(`execution ${id} ends`, probe, withinMs)) as ExecutionFacts;
  }

  /** All executions in the order of their creation. */
  async list(query = ''): Promise<ExecutionFacts[]> {
    const url = `/api/executions?per_page=${PAGE}&${query}`;
    const items: ExecutionFacts[] = [];
    for (let cursor = ''; ;) {
      const { body } = await this.server.api.get(`${url}${cursor}`).expect(200);
      items.push(...body.data.items);
      if (!body.data.next_cursor) return items.reverse();
      cursor = `&cursor=${body.data.next_cursor}`;
    }
  }

  control(id: number, file = ''): string {
    return join(this.directory, `data/control/execution_${id}`, file);
  }

  space(id: number, file = ''): string {
    return join(this.directory, `execution_spaces/execution_${id}`, file);
  }

  status(id: number): string {
    return readText(this.control(id, 'status'));
  }

  /** Who records how a run ends: bubblewrap, or the supervisor. Null before it has said that there is a run. */
  supervisor(id: number): number | null {
    const status = this.status(id);
    const supervised = /^run \d+ \d+ (\d+) \d+ \d+$/m.exec(status)?.[1];
    if (supervised) return Number(supervised);
    const first = /"child-pid": (\d+)/.exec(status)?.[1];
    return (first && readProcess(Number(first))?.parent) || null;
  }

  /** Every process that works in one of the bed's execution spaces, also in a sandbox, or is being set up to. */
  processes(): BedProcess[] {
    const place = new RegExp(
      `${basename(this.directory)}/execution_spaces/(execution_\\d+|warm_\\w+)`,
    );
    return pids().flatMap((pid) => {
      const places = [readLink(`/proc/${pid}/cwd`), readText(`/proc/${pid}/mountinfo`)];
      const folder = place.exec([...places, readText(`/proc/${pid}/cmdline`)].join('\n'))?.[1];
      return folder ? [{ pid, folder }] : [];
    });
  }

  /**
   * What must hold after any fault: the API answers; no execution is `running` without a process, and no process runs
   * without such an execution; the API shows every byte that is in the log files.
   */
  async expectSound(): Promise<void> {
    const start = performance.now();
    await this.server.api.get('/health').expect(200);
    expect(performance.now() - start).toBeLessThan(ANSWER_PATIENCE_MS);
    let violations: string[] = ['not looked at'];
    try {
      await eventually('rows and processes agree', async () => {
        violations = await this.#violations();
        return violations.length === 0;
      });
    } catch {
      // the list says more than that it took too long
      expect(violations).toEqual([]);
    }
    const final = (await this.list()).filter(({ status }) => FINAL.includes(status));
    for (const { id } of final) await this.#expectWholeLog(id);
  }

  async #violations(): Promise<string[]> {
    const before = this.processes();
    const running = new Set((await this.list('status=running')).map(({ id }) => `execution_${id}`));
    const places = new Set(before.map(({ folder }) => folder));
    return [
      ...[...running].filter((folder) => !places.has(folder)).map((name) => `${name}: no process`),
      ...before
        .filter(({ folder }) => folder.startsWith('execution_') && !running.has(folder))
        .map(({ pid, folder }) => `${folder}: process ${pid} without a running row`),
    ];
  }

  async #expectWholeLog(id: number): Promise<void> {
    for (const stream of STREAMS) {
      const { body } = await this.server.api
        .get(`/api/executions/${id}/logs?stream=${stream}&limit=4194304`)
        .expect(200);
      const kept = await readFile(this.control(id, `${stream}.log`), 'utf8').catch(() => '');
      if (kept.length < 1_000_000) expect(body.data.text).toBe(kept);
    }
  }
}

const pids = () => readdirSync('/proc').map(Number).filter(Number.isInteger);

const isSpawner = (pid: number) => readText(`/proc/${pid}/cmdline`).includes('spawner.py');

/** Empty for what is gone meanwhile, as processes are. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
