import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { RetentionTimer } from '../src/retention/retention-timer.js';
import { sqliteDriver } from '../src/shared/database/sqlite-driver.js';
import { copyRow } from './support/copy-row.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { ended, execute, getExecution, printed } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const DAY_MS = 86_400_000;
const MIB = 1_048_576;
const FOREVER = 'import time\nprint("ready", flush=True)\nwhile True: time.sleep(0.05)\n';
const ONE_MIB = 'import os\nwith open("x", "wb") as f:\n  f.write(os.urandom(1 << 20))\n';

describe('retention', () => {
  let server: TestApp;
  afterEach(() => server.close());

  const start = async (settings: Record<string, string> = {}) => {
    const off = { RETENTION_DAYS: '0', RETENTION_RUNS: '0', RETENTION_BYTES: '0' };
    server = await startTestApp({ settings: { ...off, ...settings } });
  };
  const sweep = () => server.app.get(RetentionTimer).sweep();
  const collect = () => server.app.get(RetentionTimer).collect();
  /** Sets the clock ahead of the end of the runs, which is in real time. */
  const pass = (days: number) =>
    server.clock.set(new Date(Date.now() + days * DAY_MS).toISOString());
  const runs = async (scriptId: number, count: number) => {
    const ids: number[] = [];
    for (let left = count; left > 0; left--)
      ids.push((await ended(server, (await execute(server, scriptId)).id)).id);
    return ids;
  };
  const idsOf = async (scriptId: number) => {
    const answer = await server.api.get(`/api/executions?script_id=${scriptId}`).expect(200);
    return (answer.body.data.items as { id: number }[]).map(({ id }) => id).reverse();
  };
  const keep = (id: number, isKept = true) =>
    server.api.patch(`/api/executions/${id}`).send({ keep: isKept }).expect(200);
  const space = (id: number | string) => join(server.directory, `execution_spaces/execution_${id}`);
  const control = (id: number | string) => join(server.directory, `data/control/execution_${id}`);
  const hasFolder = (id: number) => existsSync(space(id)) || existsSync(control(id));

  describe('by age', () => {
    it('deletes what ended long ago, with its log and its files, and nothing that still runs', async () => {
      await start({ RETENTION_DAYS: '30' });
      const quick = await newScript(server.api);
      const [old = 0] = await runs(quick.id, 1);
      const endless = await newScript(server.api, { code: FOREVER });
      const running = (await execute(server, endless.id)).id;
      await printed(server, running, 'ready');

      pass(29);
      expect(await sweep()).toBe(0);
      expect(await idsOf(quick.id)).toEqual([old]);

      pass(31);
      expect(await sweep()).toBe(1);
      await server.api.get(`/api/executions/${old}`).expect(404);
      expect(hasFolder(old)).toBe(false);
      expect(await getExecution(server, running)).toMatchObject({ status: 'running' });
      expect(existsSync(control(running))).toBe(true);
      await server.api.post(`/api/executions/${running}/cancel`).expect(200);
      await ended(server, running);
    });

    it('follows what a script says: longer, for ever, or as the server', async () => {
      await start({ RETENTION_DAYS: '30' });
      const longer = await newScript(server.api, { retention_days: 60 });
      const always = await newScript(server.api, { retention_days: 0 });
      const mended = await newScript(server.api, { retention_days: 90 });
      for (const { id } of [longer, always, mended]) await runs(id, 1);
      await server.api.put(`/api/scripts/${mended.id}`).send({ retention_days: null }).expect(200);
      const left = async () => [
        (await idsOf(longer.id)).length,
        (await idsOf(always.id)).length,
        (await idsOf(mended.id)).length,
      ];
      pass(31);
      await sweep();
      expect(await left()).toEqual([1, 1, 0]);
      pass(61);
      await sweep();
      expect(await left()).toEqual([0, 1, 0]);
    });

    it('is not held up by a run whose end lies in the future, as after a clock that was wrong', async () => {
      await start({ RETENTION_DAYS: '30' });
      const script = await newScript(server.api);
      const [strange = 0, old = 0] = await runs(script.id, 2);
      const change = 'UPDATE executions SET end_time = ? WHERE id = ?';
      await server.app.get(DataSource).query(change, ['2099-01-01 00:00:00.000', strange]);
      pass(31);
      expect(await sweep()).toBe(1);
      expect(await idsOf(script.id)).toEqual([strange]);
      await server.api.get(`/api/executions/${old}`).expect(404);
    });

    it('deletes more than one step takes', async () => {
      await start({ RETENTION_DAYS: '1' });
      const { id } = await newScript(server.api);
      const [first = 0] = await runs(id, 1);
      await copyRow(server, first, 50);
      pass(2);
      expect(await sweep()).toBe(51);
      expect(await idsOf(id)).toEqual([]);
    });

    it('deletes a run whose folders are gone', async () => {
      await start({ RETENTION_DAYS: '1' });
      const { id: script } = await newScript(server.api);
      const [id = 0] = await runs(script, 1);
      await rm(space(id), { recursive: true });
      await rm(control(id), { recursive: true });
      pass(2);
      expect(await sweep()).toBe(1);
      await server.api.get(`/api/executions/${id}`).expect(404);
    });
  });

  describe('by number', () => {
    it('leaves the newest of each script; kept ones stay and are not counted', async () => {
      await start({ RETENTION_RUNS: '2' });
      const script = await newScript(server.api);
      const other = await newScript(server.api, { retention_runs: 1 });
      const ids = await runs(script.id, 5);
      const otherIds = await runs(other.id, 2);
      await keep(ids[0] ?? 0);
      expect(await sweep()).toBe(3);
      expect(await idsOf(script.id)).toEqual([ids[0], ids[3], ids[4]]);
      expect(await idsOf(other.id)).toEqual([otherIds[1]]);
      await keep(ids[0] ?? 0, false);
      expect(await sweep()).toBe(1);
      expect(await idsOf(script.id)).toEqual([ids[3], ids[4]]);
    });

    it('takes no run of the script for tries of a draft, of which the newest stay as well', async () => {
      await start({ RETENTION_RUNS: '2' });
      const { id } = await newScript(server.api);
      const saved = await runs(id, 3);
      const drafts: number[] = [];
      for (let left = 3; left > 0; left--) {
        const draft = await execute(server, id, { draft: { code: 'print("try")' } });
        drafts.push((await ended(server, draft.id)).id);
      }
      expect(await sweep()).toBe(2);
      expect(await idsOf(id)).toEqual([...saved.slice(1), ...drafts.slice(1)]);
    });
  });

  describe('by bytes', () => {
    it('deletes the oldest of all scripts until the rest fits; kept ones stay and are not counted', async () => {
      await start({ RETENTION_BYTES: String(2.5 * MIB) });
      const one = await newScript(server.api, { code: ONE_MIB, retention_days: 0 });
      const two = await newScript(server.api, { code: ONE_MIB });
      const [kept = 0, oldest = 0] = await runs(one.id, 2);
      const later = await runs(two.id, 2);
      await keep(kept);
      expect(await sweep()).toBe(1);
      expect(hasFolder(oldest)).toBe(false);
      expect(await idsOf(one.id)).toEqual([kept]);
      expect(await idsOf(two.id)).toEqual(later);
      expect(await sweep()).toBe(0);
    });
  });

  describe('leftovers', () => {
    it('removes folders whose row is gone, and no others', async () => {
      await start();
      const script = await newScript(server.api);
      const [lost = 0, whole = 0] = await runs(script.id, 2);
      const endless = await newScript(server.api, { code: FOREVER });
      const running = (await execute(server, endless.id)).id;
      await printed(server, running, 'ready');
      // as after a kill between the row and the folders
      await server.app.get(DataSource).query('DELETE FROM executions WHERE id = ?', [lost]);
      const foreign = [space('old'), space(`${lost}_backup`), space(running + 1_000)];
      for (const folder of foreign) await mkdir(folder);
      await writeFile(space('0'), '');
      expect(hasFolder(lost)).toBe(true);

      expect(await collect()).toBe(1);
      expect(hasFolder(lost)).toBe(false);
      expect(
        [space(whole), control(whole), space(running), control(running)].map(existsSync),
      ).toEqual([true, true, true, true]);
      for (const path of [...foreign, space('0')]) expect(existsSync(path)).toBe(true);
      expect(await collect()).toBe(0);
      await server.api.post(`/api/executions/${running}/cancel`).expect(200);
      await ended(server, running);
    });

    it('removes what a script has made read-only', async () => {
      await start({ RETENTION_DAYS: '1' });
      const code = 'import os\nos.mkdir("d")\nopen("d/x", "w").close()\nos.chmod("d", 0o555)\n';
      const script = await newScript(server.api, { code });
      const [id = 0] = await runs(script.id, 1);
      pass(2);
      expect(await sweep()).toBe(1);
      expect(hasFolder(id)).toBe(false);
    });
  });

  it('gives the freed part of the database back to the disk', async () => {
    await start({ RETENTION_RUNS: '1' });
    const { id } = await newScript(server.api);
    const [first = 0] = await runs(id, 1);
    await copyRow(server, first, 400);
    const size = async () => {
      await server.app.get(DataSource).query('PRAGMA wal_checkpoint(TRUNCATE)');
      return (await stat(join(server.directory, 'data/database.db'))).size;
    };
    const before = await size();
    expect(before).toBeGreaterThan(4 * MIB);
    expect(await sweep()).toBe(400);
    expect((await stat(join(server.directory, 'data/database.db-wal'))).size).toBe(0);
    expect(await size()).toBeLessThan(MIB);
  });

  it('leaves the size of a database from before it could shrink, and deletes all the same', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'scriptorium-old-database-'));
    await mkdir(join(directory, 'data'));
    const file = join(directory, 'data/database.db');
    const old = new (sqliteDriver())(file);
    old.exec('CREATE TABLE something_old (id integer)');
    old.close();
    try {
      server = await startTestApp({ directory, settings: { RETENTION_RUNS: '1' } });
      const { id } = await newScript(server.api);
      const [first = 0] = await runs(id, 1);
      await copyRow(server, first, 50);
      expect(await sweep()).toBe(50);
      expect((await stat(file)).size).toBeGreaterThan(0.5 * MIB);
    } finally {
      await server.close();
      await rm(directory, { recursive: true });
    }
  });

  describe('keeping', () => {
    it('is shown on the run and in the list', async () => {
      await start();
      const { id: script } = await newScript(server.api);
      const [id = 0] = await runs(script, 1);
      expect(await getExecution(server, id)).toMatchObject({ keep: false });
      expect((await keep(id)).body.data).toMatchObject({ id, keep: true });
      const { body } = await server.api.get(`/api/executions?script_id=${script}`).expect(200);
      expect(body.data.items).toMatchObject([{ id, keep: true }]);
    });

    it('refuses what is not a yes or no, and a run that does not exist', async () => {
      await start();
      const { id: script } = await newScript(server.api);
      const [id = 0] = await runs(script, 1);
      for (const body of [{}, { keep: 'yes' }, { keep: null }]) {
        const answer = await server.api.patch(`/api/executions/${id}`).send(body).expect(400);
        expect(answer.body).toMatchObject({
          error: 'VALIDATION_FAILED',
          fields: [{ field: 'keep' }],
        });
      }
      const missing = await server.api.patch('/api/executions/999').send({ keep: true });
      expect(missing.status).toBe(404);
      expect(missing.body.error).toBe('EXECUTION_NOT_FOUND');
    });
  });

  it('refuses rules that make no sense, by the name of the field', async () => {
    await start();
    for (const field of ['retention_days', 'retention_runs']) {
      for (const value of [-1, 1.5, 'ten', 1_000_000]) {
        const answer = await server.api
          .post('/api/scripts')
          .send({ name: 'x', type: 'python', code: 'x', [field]: value })
          .expect(400);
        expect(answer.body.fields).toMatchObject([{ field }]);
      }
    }
  });

  describe('usage', () => {
    it('tells what each script takes, the largest first, and what holds for it', async () => {
      await start({ RETENTION_DAYS: '7', RETENTION_RUNS: '50' });
      const small = await newScript(server.api, { retention_days: 0 });
      const large = await newScript(server.api, { code: ONE_MIB, retention_runs: 3 });
      const unused = await newScript(server.api);
      await runs(small.id, 1);
      const [kept = 0] = await runs(large.id, 2);
      await keep(kept);
      await server.app.get(RetentionTimer).measure();
      const { data } = (await server.api.get('/api/system/usage').expect(200)).body;
      expect(data).toMatchObject({
        retention: { days: 7, runs: 50, bytes: 0 },
        database_bytes: expect.any(Number),
        disk_size_bytes: expect.any(Number),
        disk_free_bytes: expect.any(Number),
      });
      const oldest_at = expect.stringMatching(/^\d{4}-.*Z$/);
      expect(data.scripts).toMatchObject([
        {
          ...{ script_id: large.id, script_name: large.name, runs: 2, kept_runs: 1, oldest_at },
          ...{ unmeasured_runs: 0, retention_days: 7, retention_runs: 3 },
        },
        { script_id: small.id, runs: 1, kept_runs: 0, kept_bytes: 0, retention_days: 0, oldest_at },
        { script_id: unused.id, runs: 0, bytes: 0, oldest_at: null, retention_runs: 50 },
      ]);
      const [first, second] = data.scripts;
      expect(first.bytes).toBeGreaterThan(2 * MIB);
      expect(first.kept_bytes).toBeGreaterThan(MIB);
      expect(first.kept_bytes).toBeLessThan(first.bytes);
      expect(data.run_bytes).toBe(first.bytes + second.bytes);
    });

    it('measures a run soon after its end, without being asked', async () => {
      await start();
      const script = await newScript(server.api, { code: ONE_MIB });
      const [id = 0] = await runs(script.id, 1);
      const measured = await eventually('the run is measured', async () => {
        const { disk_bytes } = await getExecution(server, id);
        return disk_bytes as number | null;
      });
      expect(measured).toBeGreaterThan(MIB);
      expect(measured).toBeLessThan(2 * MIB);
    });
  });
});
