import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvironmentEviction } from '../src/environments/environment-eviction.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { PackageIndex } from './support/package-index.js';
import { ended, execute, type ExecutionFacts, getExecution, printed, run } from './support/run.js';
import { startTestApp, type TestApp, type TestAppOptions } from './support/test-app.js';

// an installation takes seconds on a machine that is busy
jest.setTimeout(60_000);

const DAY_MS = 24 * 3_600_000;
/** Goes on until it is cancelled, and loads its package when it is told to. */
const STAYING = `console.log('up'); const { existsSync } = require('fs');
const look = setInterval(() => { if (!existsSync('load')) return; clearInterval(look);
console.log(require(process.env.PACKAGE).name); setInterval(() => {}, 1000); }, 20);`;

interface EnvironmentFacts {
  id: number;
  state: string;
  error: string | null;
  bytes: number;
  requirements: string[];
}

describe('the upkeep of environments', () => {
  let index: PackageIndex;
  let directory: string;
  let server: TestApp | undefined;
  const staying = new Set<number>();

  beforeAll(async () => {
    index = await PackageIndex.start();
    for (const name of ['pad-left', 'pad-both', 'pad-none']) {
      index.addPackage({ name, version: '1.0.0', code: `module.exports = { name: '${name}' };` });
    }
  });
  afterAll(() => index.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'scriptorium-upkeep-'));
  });
  afterEach(async () => {
    // a run outlives its server: one that a failed test has left is ended here
    for (const id of staying) await server?.api.post(`/api/executions/${id}/cancel`);
    staying.clear();
    await server?.close();
    server = undefined;
    await rm(directory, { recursive: true, force: true });
  });

  /** A server on the folder of the test, or again one. */
  const start = async (settings: TestAppOptions['settings'] = {}): Promise<TestApp> => {
    await server?.close();
    const given = { ...index.settings, EXECUTION_ISOLATION: 'plain', ...settings };
    return (server = await startTestApp({ directory, settings: given }));
  };
  const runWith = (app: TestApp, name: string): Promise<ExecutionFacts> =>
    run(app, `console.log(require('${name}').name)`, { type: 'javascript', dependencies: [name] });
  const listed = async ({ api }: TestApp): Promise<EnvironmentFacts[]> =>
    (await api.get('/api/environments').expect(200)).body.data.items;
  const namesOf = async (app: TestApp): Promise<(string | undefined)[]> =>
    (await listed(app)).map(({ requirements: [first] }) => first?.replace('@latest', ''));
  const root = () => join(directory, 'data', 'environments');
  const folders = () => readdirSync(root()).filter((name) => !name.endsWith('.log'));
  const evict = (app: TestApp) => app.app.get(EnvironmentEviction).evict();
  const startStaying = async (app: TestApp, name: string): Promise<number> => {
    const fields = { code: STAYING, type: 'javascript', dependencies: [name] };
    const parameters = [{ key: 'PACKAGE', default_value: name }];
    const { id: scriptId } = await newScript(app.api, { ...fields, parameters });
    const { id } = await execute(app, scriptId);
    staying.add(id);
    await printed(app, id, 'up');
    return id;
  };
  const cancel = async (app: TestApp, id: number): Promise<void> => {
    await app.api.post(`/api/executions/${id}/cancel`).expect(200);
    await ended(app, id);
    staying.delete(id);
  };

  it('removes what nothing has used for longer than ENVIRONMENT_DAYS, but never under a run', async () => {
    const app = await start({ ENVIRONMENT_DAYS: '30' });
    const began = Date.now();
    await runWith(app, 'pad-left');
    const user = await startStaying(app, 'pad-both');

    app.clock.set(new Date(began + 29 * DAY_MS).toISOString());
    expect(await evict(app)).toBe(0);
    await runWith(app, 'pad-none');
    app.clock.set(new Date(began + 31 * DAY_MS).toISOString());
    expect(await evict(app)).toBe(1);
    expect(await namesOf(app)).toEqual(['pad-both', 'pad-none']);
    expect(folders()).toHaveLength(2);

    await cancel(app, user);
    expect(await evict(app)).toBe(1);
    expect(await namesOf(app)).toEqual(['pad-none']);
    expect(readdirSync(root())).toHaveLength(2); // its folder and its log
  });

  it('removes the one not used for longest while all together are larger than ENVIRONMENT_BYTES', async () => {
    const first = await start({ ENVIRONMENT_BYTES: '0' });
    const began = Date.now();
    for (const name of ['pad-left', 'pad-both', 'pad-none']) await runWith(first, name);
    first.clock.set(new Date(began + DAY_MS).toISOString());
    await runWith(first, 'pad-left');
    expect(await evict(first)).toBe(0);
    const all = (await listed(first)).reduce((sum, { bytes }) => sum + bytes, 0);

    const second = await start({ ENVIRONMENT_BYTES: String(all - 1) });
    expect(await evict(second)).toBe(1);
    expect(await namesOf(second)).toEqual(['pad-left', 'pad-none']);
  });

  it('keeps an earlier installation for the run that uses it, and removes it afterwards', async () => {
    const app = await start();
    const user = await startStaying(app, 'pad-left');
    const [before] = folders();
    const [row] = await listed(app);
    await app.api.post(`/api/environments/${row?.id}/rebuild`).expect(200);
    await eventually('it is installed anew', async () => (await listed(app))[0]?.state === 'ready');
    await evict(app);
    expect(folders()).toHaveLength(2);
    writeFileSync(join(directory, `execution_spaces/execution_${user}/load`), '');
    await printed(app, user, 'pad-left');

    await cancel(app, user);
    await evict(app);
    expect(folders()).toHaveLength(1);
    expect(folders()).not.toContain(before);
  });

  it('uses no folder that was not published, and sweeps what nobody knows at the start', async () => {
    const first = await start();
    const { environment_id: id } = await runWith(first, 'pad-left');
    const [whole = ''] = folders();
    await first.close();
    server = undefined;
    // as if the power had failed just before the marker was on the disk
    rmSync(join(root(), whole, '.ready'));
    mkdirSync(join(root(), '0123456789abcdef.00000000'));
    mkdirSync(join(root(), 'fedcba9876543210.00000000'));
    writeFileSync(join(root(), 'fedcba9876543210.00000000/.ready'), '');

    const second = await start();
    expect(folders()).toEqual([]);
    const asked = index.requests.length;
    const again = await runWith(second, 'pad-left');
    expect(again).toMatchObject({ status: 'success', environment_id: id });
    expect(index.requests.length).toBeGreaterThan(asked);
    expect(folders().map((name) => existsSync(join(root(), name, '.ready')))).toEqual([true]);
  });

  it('ends an installation that takes longer than DEPENDENCY_TIMEOUT', async () => {
    const app = await start({ DEPENDENCY_TIMEOUT: '2' });
    const release = index.hold();
    try {
      const failed = await runWith(app, 'pad-left');
      expect(failed).toMatchObject({
        ...{ status: 'failed', reason: 'dependencies' },
        error: expect.stringContaining('it took longer than the limit of 2 s and was stopped'),
        cause: { code: 'install_too_long', values: { seconds: '2' } },
      });
      expect(folders()).toEqual([]);
    } finally {
      release();
    }
    // the next run tries again
    expect(await runWith(await start(), 'pad-left')).toMatchObject({ status: 'success' });
  });

  it('installs anew for a run that comes while an installation is being stopped', async () => {
    const app = await start();
    const fields = { type: 'javascript', dependencies: ['pad-left'] };
    const script = await newScript(app.api, { code: `console.log('there')`, ...fields });
    const release = index.hold();
    try {
      const asked = index.requests.length;
      const first = await execute(app, script.id);
      await eventually('npm asks the registry', () => index.requests.length > asked);
      await app.api.post(`/api/executions/${first.id}/cancel`).expect(200);
      const second = await execute(app, script.id);
      const third = await execute(app, script.id);
      release();
      for (const { id } of [second, third]) {
        expect(await ended(app, id)).toMatchObject({ status: 'success', output: 'there\n' });
      }
      expect(await getExecution(app, first.id)).toMatchObject({ status: 'cancelled' });
      expect(folders()).toHaveLength(1);
      expect(await listed(app)).toMatchObject([{ state: 'ready', error: null, cause: null }]);
    } finally {
      release();
    }
  });
});
