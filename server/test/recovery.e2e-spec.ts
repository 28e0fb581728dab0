import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { type ServerProcess, startServerProcess } from './support/server-process.js';

/** The engine's own tests kill it twenty times in each mode; here the whole server is started anew each time. */
const KILLS = { bwrap: 20, plain: 5 };
const LINES = 6_000;

/** Numbered lines on both streams, for as long as it takes to be killed twenty times; ends when the file `stop` is there. */
const COUNTING = `
import os, sys, time
n = 0
while not os.path.exists("stop") or n < ${LINES}:
    print("out %07d" % n)
    print("err %07d" % n, file=sys.stderr)
    n += 1
    if n % 10 == 0:
        time.sleep(0.002)
print("out end")
sys.exit(9)
`;

describe.each(['bwrap', 'plain'] as const)('recovery in mode %s', (isolation) => {
  let directory: string;
  let server: ServerProcess | undefined;
  const start = async (settings: Record<string, string> = {}) => {
    server = await startServerProcess(directory, { EXECUTION_ISOLATION: isolation, ...settings });
    return server;
  };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scriptorium-recovery-'));
  });
  afterEach(async () => {
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const launch = async ({ api }: ServerProcess, scriptId: number) =>
    (await api.post(`/api/scripts/${scriptId}/execute`).send({}).expect(201)).body.data
      .id as number;
  const get = async ({ api }: ServerProcess, id: number) =>
    (await api.get(`/api/executions/${id}`).expect(200)).body.data;
  const hasStatus = (running: ServerProcess, id: number, ...statuses: string[]) =>
    eventually(`execution ${id} is ${statuses.join(' or ')}`, async () => {
      const execution = await get(running, id);
      return statuses.includes(execution.status) && execution;
    });
  /** Tells the script to go on; its folder is made a moment after the status says `running`. */
  const tell = (id: number, name: string) =>
    eventually(`the folder of ${id}`, () =>
      writeFile(join(directory, `execution_spaces/execution_${id}/${name}`), '').then(
        () => true,
        () => false,
      ),
    );
  const logOf = (id: number, stream: string) =>
    readFile(join(directory, `data/control/execution_${id}/${stream}.log`), 'utf8');

  it(`loses no line and no exit code when the server is killed ${KILLS[isolation]} times under a run`, async () => {
    let running = await start();
    const id = await launch(running, (await newScript(running.api, { code: COUNTING })).id);
    for (let kill = 0; kill < KILLS[isolation]; kill++) {
      // kills fall at every moment of a run's life: while it is pending, being started, and followed
      if (kill > 3) await hasStatus(running, id, 'running');
      await running.kill();
      running = await start();
    }
    await hasStatus(running, id, 'running');
    await tell(id, 'stop');
    const ended = await hasStatus(running, id, 'failed', 'success', 'cancelled');
    expect(ended).toMatchObject({ status: 'failed', reason: 'exit_code', exit_code: 9 });
    const out = (await logOf(id, 'stdout')).split('\n');
    const err = (await logOf(id, 'stderr')).split('\n');
    expect(out.slice(-2)).toEqual(['out end', '']);
    const count = out.length - 2;
    expect(count).toBeGreaterThanOrEqual(LINES);
    expect(out.slice(0, -2)).toEqual(
      Array.from({ length: count }, (_, n) => `out ${String(n).padStart(7, '0')}`),
    );
    expect(err.slice(0, -1)).toEqual(
      Array.from({ length: count }, (_, n) => `err ${String(n).padStart(7, '0')}`),
    );
  }, 180_000);

  it('collects a run that ended while the server was down', async () => {
    const first = await start();
    const script = await newScript(first.api, {
      code: 'import time, os\nwhile not os.path.exists("go"): time.sleep(0.01)\nprint("done")\nraise SystemExit(5)',
    });
    const id = await launch(first, script.id);
    await hasStatus(first, id, 'running');
    await first.kill();
    await tell(id, 'go');
    await eventually('it has printed', async () => (await logOf(id, 'stdout')) === 'done\n');
    const second = await start();
    expect(await hasStatus(second, id, 'failed')).toMatchObject({
      reason: 'exit_code',
      exit_code: 5,
      output: 'done\n',
    });
  }, 60_000);

  it('keeps what waits in its order', async () => {
    const code = 'import time, os\nwhile not os.path.exists("go"): time.sleep(0.01)';
    const first = await start({ EXECUTION_CONCURRENCY: '1' });
    const script = await newScript(first.api, { code });
    const ids: number[] = [];
    for (let index = 0; index < 3; index++) ids.push(await launch(first, script.id));
    const [one = 0, two = 0, three = 0] = ids;
    await hasStatus(first, one, 'running');
    await first.kill();
    const second = await start({ EXECUTION_CONCURRENCY: '1' });
    expect(await get(second, two)).toMatchObject({ status: 'pending', queue_position: 1 });
    expect(await get(second, three)).toMatchObject({ status: 'pending', queue_position: 2 });
    for (const id of ids) {
      await hasStatus(second, id, 'running');
      await tell(id, 'go');
      await hasStatus(second, id, 'success');
    }
  }, 60_000);

  it('can cancel a run that an earlier server started', async () => {
    const first = await start();
    const script = await newScript(first.api, {
      code: 'import time\nprint("ready")\ntime.sleep(1000)',
    });
    const id = await launch(first, script.id);
    await hasStatus(first, id, 'running');
    await first.kill();
    const second = await start();
    await second.api.post(`/api/executions/${id}/cancel`).expect(200);
    expect(await hasStatus(second, id, 'cancelled')).toMatchObject({ reason: null });
  }, 60_000);
});

describe('the start of the server', () => {
  it('refuses bad settings in one message that names them all', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'scriptorium-settings-'));
    const start = startServerProcess(directory, {
      HOST: '0.0.0.0',
      PORT: 'many',
      EXECUTION_CONCURRENCY: '0',
    });
    await expect(start).rejects.toThrow(
      /HOST = 0\.0\.0\.0: .*no login yet[\s\S]*PORT = many[\s\S]*EXECUTION_CONCURRENCY = 0/,
    );
    await rm(directory, { recursive: true });
  });
});
