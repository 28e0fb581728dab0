import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { ExecutionDraft } from '../src/executions/drafts/execution-draft.entity.js';
import { copyRow } from './support/copy-row.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { PackageIndex } from './support/package-index.js';
import { ended, execute, getExecution, printed } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const SLEEP = 'import time\nprint("ready", flush=True)\ntime.sleep(60)';
const SHOW_NAME = 'import os\nprint("draft of", os.environ["NAME"])';
const NAME = { key: 'NAME', type: 'string', required: true };

describe('runs of drafts', () => {
  let index: PackageIndex;
  let server: TestApp;
  beforeAll(async () => {
    index = await PackageIndex.start();
    index.addWheel({ name: 'shout', version: '1.0', code: 'mark = "!"' });
    server = await startTestApp({ settings: { ...index.settings, EXECUTION_CONCURRENCY: '2' } });
  });
  afterAll(async () => {
    await server.close();
    index.close();
  });

  const draftOf = async (id: number, by = server) =>
    (await by.api.get(`/api/executions/${id}/draft`).expect(200)).body.data;
  const rerun = async (id: number) =>
    (await server.api.post(`/api/executions/${id}/rerun`).expect(201)).body.data;
  const countRows = () => server.app.get(DataSource).getRepository(ExecutionDraft).count();

  it('run the unsaved content, and leave the script as it is', async () => {
    const script = await newScript(server.api, { code: 'print("saved")' });
    const draft = { code: SHOW_NAME, parameters: [NAME] };
    const { id } = await execute(server, script.id, { draft, params: { NAME: '数据' } });
    expect(await ended(server, id)).toMatchObject({
      status: 'success',
      output: 'draft of 数据\n',
      is_draft: true,
      version: 1,
      trigger: 'manual',
    });
    expect(await draftOf(id)).toMatchObject({
      type: 'python',
      code: SHOW_NAME,
      dependencies: [],
      parameters: [{ key: 'NAME', required: true }],
    });
    const { body } = await server.api.get(`/api/scripts/${script.id}`);
    expect(body.data).toMatchObject({ version: 1, code: 'print("saved")', parameters: [] });
    const saved = await execute(server, script.id);
    expect(await ended(server, saved.id)).toMatchObject({ is_draft: false, output: 'saved\n' });
  });

  it('take what they leave out from the version that they are based on', async () => {
    const script = await newScript(server.api, { parameters: [NAME] });
    await server.api
      .put(`/api/scripts/${script.id}`)
      .send({ code: 'print("two")', parameters: [], base_version: 1 })
      .expect(200);
    const draft = { code: SHOW_NAME };
    const { id } = await execute(server, script.id, { draft, version: 1, params: { NAME: 'x' } });
    expect(await ended(server, id)).toMatchObject({ version: 1, output: 'draft of x\n' });
    expect((await draftOf(id)).parameters).toMatchObject([{ key: 'NAME' }]);
    const newest = await execute(server, script.id, { draft: { code: 'print(2)' } });
    expect(await ended(server, newest.id)).toMatchObject({ version: 2, output: '2\n' });
  });

  it('may be in another language', async () => {
    const script = await newScript(server.api);
    const draft = { code: 'console.log(typeof process)', type: 'javascript' };
    const { id } = await execute(server, script.id, { draft });
    expect(await ended(server, id)).toMatchObject({ status: 'success', output: 'object\n' });
  });

  it.each([
    ['no object', 'print(1)', 'draft'],
    ['a list', [], 'draft'],
    ['without code', {}, 'draft.code'],
    ['with empty code', { code: '' }, 'draft.code'],
    ['with too much code', { code: 'x'.repeat(1_048_577) }, 'draft.code'],
    ['with a field that no version has', { code: 'x', name: 'y' }, 'draft.name'],
    ['in an unknown language', { code: 'x', type: 'perl' }, 'draft.type'],
    ['with what is no requirement', { code: 'x', dependencies: ['a=='] }, 'draft.dependencies.0'],
    ['with what is no definition', { code: 'x', parameters: [{}] }, 'draft.parameters.0.key'],
    ['with a reserved key', { code: 'x', parameters: [{ key: 'PATH' }] }, 'draft.parameters.0.key'],
    ['whose values are missing', { code: 'x', parameters: [NAME] }, 'params.NAME'],
  ])('are refused as a version would be: %s', async (_what, draft, field) => {
    const script = await newScript(server.api);
    const { body } = await server.api
      .post(`/api/scripts/${script.id}/execute`)
      .send({ draft })
      .expect(400);
    expect(body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field }] });
  });

  it('are based on a version that exists', async () => {
    const script = await newScript(server.api);
    const { body } = await server.api
      .post(`/api/scripts/${script.id}/execute`)
      .send({ draft: { code: 'x' }, version: 2 })
      .expect(404);
    expect(body.error).toBe('VERSION_NOT_FOUND');
  });

  it('come with files in a form', async () => {
    const script = await newScript(server.api);
    const draft = { code: `${SHOW_NAME}\nprint(open("数据.csv").read())`, parameters: [NAME] };
    const { body } = await server.api
      .post(`/api/scripts/${script.id}/execute`)
      .field('params', '{"NAME":"form"}')
      .field('draft', JSON.stringify(draft))
      .attach('file', Buffer.from('a,b'), '数据.csv')
      .expect(201);
    const output = 'draft of form\na,b\n';
    expect(await ended(server, body.data.id)).toMatchObject({ is_draft: true, output });
    const again = await rerun(body.data.id);
    expect(await ended(server, again.id)).toMatchObject({ is_draft: true, output });
    const broken = await server.api
      .post(`/api/scripts/${script.id}/execute`)
      .field('draft', '{"code":')
      .expect(400);
    expect(broken.body.fields).toMatchObject([{ field: 'draft' }]);
  });

  it('run the same draft again, also when the script has gone on', async () => {
    const script = await newScript(server.api);
    const draft = { code: 'print("try")' };
    const { id } = await execute(server, script.id, { draft });
    await ended(server, id);
    await server.api
      .put(`/api/scripts/${script.id}`)
      .send({ code: 'print("two")', base_version: 1 })
      .expect(200);
    const again = await rerun(id);
    expect(again).toMatchObject({ is_draft: true, version: 1, trigger: 'rerun', rerun_of: id });
    await server.api.delete(`/api/executions/${id}`).expect(200);
    expect(await ended(server, again.id)).toMatchObject({ output: 'try\n' });
    expect((await draftOf(again.id)).code).toBe(draft.code);
  });

  it('start once for requests with the same key and draft', async () => {
    const script = await newScript(server.api);
    const send = (code: string) =>
      server.api
        .post(`/api/scripts/${script.id}/execute`)
        .set('Idempotency-Key', 'draft-1')
        .send({ draft: { code } });
    const first = await send('print(1)').expect(201);
    const second = await send('print(1)').expect(201);
    expect(second.body.data).toMatchObject({ id: first.body.data.id, is_draft: true });
    expect((await send('print(2)').expect(409)).body.error).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await draftOf(first.body.data.id)).code).toBe('print(1)');
    await ended(server, first.body.data.id);
  });

  it('have the dependencies of the draft, which are no lock of the version', async () => {
    const script = await newScript(server.api);
    const code = 'import shout\nprint(shout.mark)';
    const without = await execute(server, script.id, { draft: { code } });
    const hint = expect.stringContaining('Add “shout” to the dependencies');
    expect(await ended(server, without.id)).toMatchObject({ status: 'failed', hint });
    const draft = { code, dependencies: ['shout==1.*'] };
    const { id } = await execute(server, script.id, { draft });
    expect(await ended(server, id, 40_000)).toMatchObject({
      status: 'success',
      output: '!\n',
      environment_id: expect.any(Number),
    });
    // the lock of a version is stored beside its first run: that of another script tells when it would be there
    const other = await newScript(server.api, draft);
    await ended(server, (await execute(server, other.id)).id);
    const lockOf = async (scriptId: number) =>
      (await server.api.get(`/api/scripts/${scriptId}/versions/1`).expect(200)).body.data.lock;
    await eventually('the lock is stored', () => lockOf(other.id));
    expect(await lockOf(script.id)).toBeNull();
  }, 60_000);

  it('tell what their own dependencies lack', async () => {
    const script = await newScript(server.api, { dependencies: ['shout==1.*'] });
    const draft = { code: 'import shout', dependencies: [] };
    const { id } = await execute(server, script.id, { draft });
    expect(await ended(server, id)).toMatchObject({ hint: expect.stringContaining('shout') });
  });

  it('take their content along when they are deleted', async () => {
    const script = await newScript(server.api);
    const before = await countRows();
    const { id } = await execute(server, script.id, { draft: { code: 'print(1)' } });
    await ended(server, id);
    expect(await countRows()).toBe(before + 1);
    await server.api.delete(`/api/executions/${id}`).expect(200);
    expect(await countRows()).toBe(before);
    const second = await execute(server, script.id, { draft: { code: 'print(1)' } });
    await ended(server, second.id);
    await server.api.delete(`/api/scripts/${script.id}`).expect(200);
    expect(await countRows()).toBe(before);
  });

  it('are told from runs of versions', async () => {
    const script = await newScript(server.api);
    const { id } = await execute(server, script.id);
    await ended(server, id);
    const { body } = await server.api.get(`/api/executions/${id}/draft`).expect(404);
    expect(body).toMatchObject({ error: 'DRAFT_NOT_FOUND', message: /runs version 1 as it was/ });
    const missing = await server.api.get('/api/executions/999999/draft').expect(404);
    expect(missing.body.error).toBe('EXECUTION_NOT_FOUND');
  });

  it('do not count as runs of the script', async () => {
    const script = await newScript(server.api, { name: 'counted' });
    const saved = await execute(server, script.id);
    await ended(server, saved.id);
    const dashboard = async () => (await server.api.get('/api/dashboard').expect(200)).body.data;
    const attention = async () =>
      (await server.api.get('/api/dashboard/attention').expect(200)).body.data;
    const before = { dashboard: await dashboard(), attention: await attention() };
    const draft = { code: 'raise SystemExit(3)' };
    const tried = await execute(server, script.id, { draft });
    await ended(server, tried.id);

    const { body } = await server.api.get('/api/scripts?q=counted').expect(200);
    expect(body.data.items[0].recent_runs).toMatchObject([{ id: saved.id, status: 'success' }]);
    const after = await dashboard();
    expect(after.failed).toEqual(before.dashboard.failed);
    expect(after.failures).toEqual(before.dashboard.failures);
    const failed = (trend: { failed: number }[]) =>
      trend.reduce((sum, part) => sum + part.failed, 0);
    expect(failed(after.trend)).toBe(failed(before.dashboard.trend));
    expect((await attention()).failed).toBe(before.attention.failed);

    const ids = async (query: string) =>
      (
        await server.api.get(`/api/executions?script_id=${script.id}${query}`).expect(200)
      ).body.data.items.map((item: { id: number }) => item.id);
    expect(await ids('')).toEqual([tried.id, saved.id]);
    expect(await ids('&draft=true')).toEqual([tried.id]);
    expect(await ids('&draft=true&status=success')).toEqual([]);
    expect(await ids('&draft=false')).toEqual([saved.id]);
    expect(
      (await server.api.get('/api/executions?draft=maybe').expect(400)).body.fields,
    ).toMatchObject([{ field: 'draft' }]);
  });

  it('are left out of the number of runs, however many they are', async () => {
    const script = await newScript(server.api);
    await ended(server, (await execute(server, script.id)).id);
    const { id } = await execute(server, script.id, { draft: { code: 'print("try")' } });
    await ended(server, id);
    await copyRow(server, id, 10_001, 2);
    const { body } = await server.api
      .get(`/api/executions?script_id=${script.id}&draft=false`)
      .expect(200);
    expect(body.data).toMatchObject({ total: 1, is_total_capped: false });
    expect(body.data.items).toHaveLength(1);
  });
});

describe('a draft that waits', () => {
  it('runs after a restart of the server', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'scriptorium-draft-'));
    const settings = { EXECUTION_CONCURRENCY: '1' };
    let server = await startTestApp({ settings, directory });
    try {
      const script = await newScript(server.api, { code: SLEEP });
      const first = await execute(server, script.id);
      await printed(server, first.id, 'ready');
      const { id } = await execute(server, script.id, { draft: { code: 'print("late")' } });
      expect(await getExecution(server, id)).toMatchObject({ status: 'pending', is_draft: true });
      await server.close();
      server = await startTestApp({ settings, directory });
      await server.api.post(`/api/executions/${first.id}/cancel`).expect(200);
      expect(await ended(server, id)).toMatchObject({ status: 'success', output: 'late\n' });
      const log = join(directory, `data/control/execution_${id}/stdout.log`);
      expect(await readFile(log, 'utf8')).toBe('late\n');
    } finally {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
