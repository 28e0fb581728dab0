import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { IdempotencyKeys } from '../src/executions/idempotency/idempotency-keys.js';
import { newScript } from './support/new-script.js';
import { ended, execute } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const CODE = 'import os\nprint("::result \\"%s\\"" % os.environ["NAME"])';
const parameters = [{ key: 'NAME', default_value: 'nobody' }];

describe('a request with an Idempotency-Key', () => {
  let server: TestApp;
  let scriptId: number;
  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    scriptId = (await newScript(server.api, { code: CODE, parameters })).id;
  });

  const post = (key: string, body: object = {}, id = scriptId) =>
    server.api.post(`/api/scripts/${id}/execute`).set('Idempotency-Key', key).send(body);
  const count = async (id = scriptId) =>
    (await server.api.get(`/api/executions?script_id=${id}`).expect(200)).body.data.total;
  const keysLeft = async (): Promise<string[]> => {
    const rows: { key: string }[] = await server.app
      .get(DataSource)
      .query('SELECT key FROM idempotency_keys WHERE script_id = ? ORDER BY key', [scriptId]);
    return rows.map(({ key }) => key);
  };

  it('starts one execution and answers it again, as it is by then', async () => {
    const body = { params: { NAME: 'Ada' }, timeout_seconds: 9 };
    const first = await post('abc', body).expect(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    const { id } = first.body.data;
    await ended(server, id);
    const again = await post('abc', { timeout_seconds: 9, params: { NAME: 'Ada' } }).expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body.data).toMatchObject({ id, status: 'success', result: 'Ada' });
    expect(await count()).toBe(1);
  });

  it('may wait for the end of an execution that another request has started', async () => {
    const { id } = (await post('wait').expect(201)).body.data;
    const answer = await server.api
      .post(`/api/scripts/${scriptId}/execute?wait=30`)
      .set('Idempotency-Key', 'wait')
      .send({})
      .expect(201);
    expect(answer.body.data).toMatchObject({ id, status: 'success', result: 'nobody' });
  });

  it('is refused when it asks for something else', async () => {
    const { id } = (await post('abc', { params: { NAME: 'Ada' } }).expect(201)).body.data;
    const answer = await post('abc', { params: { NAME: 'Bob' } }).expect(409);
    expect(answer.body).toMatchObject({
      error: 'IDEMPOTENCY_KEY_REUSED',
      details: { execution_id: id },
    });
    expect(await count()).toBe(1);
  });

  it('stands for one script', async () => {
    const other = await newScript(server.api, { code: CODE, parameters });
    const one = await post('abc').expect(201);
    const two = await post('abc', {}, other.id).expect(201);
    expect(two.body.data.id).not.toBe(one.body.data.id);
  });

  it('starts one execution when many come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => post('race').expect(201)));
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true');
    expect(replayed).toHaveLength(11);
    expect(await count()).toBe(1);
  });

  it('is not used up by a refusal', async () => {
    await post('abc', { params: { UNKNOWN: 1 } }).expect(400);
    await post('abc').expect(201);
  });

  it('compares uploaded files by name and size, and leaves nothing of those it does not need', async () => {
    const send = (key: string, text: string, name: string) =>
      server.api
        .post(`/api/scripts/${scriptId}/execute`)
        .set('Idempotency-Key', key)
        .attach('files', Buffer.from(text), name);
    const [one, two] = await Promise.all([
      send('files', 'abc', 'a.txt').expect(201),
      send('files', 'abc', 'a.txt').expect(201),
    ]);
    expect(two.body.data.id).toBe(one.body.data.id);
    await send('files', 'abcd', 'a.txt').expect(409);
    await send('files', 'abc', 'b.txt').expect(409);
    expect(await count()).toBe(1);
    const space = join(server.directory, `execution_spaces/execution_${one.body.data.id}`);
    expect(await readdir(space)).toContain('a.txt');
    expect(await readdir(join(server.directory, 'execution_spaces/.incoming'))).toEqual([]);
  });

  it.each(['', ' ', 'two words', 'ключ', 'x'.repeat(201)])(
    'is refused when the key is %j',
    async (key) => {
      // a header goes as bytes: what is not ASCII arrives as Latin-1
      const answer = await post(Buffer.from(key).toString('latin1')).expect(400);
      expect(answer.body).toMatchObject({
        error: 'VALIDATION_FAILED',
        fields: [{ field: 'Idempotency-Key' }],
      });
      expect(await count()).toBe(0);
    },
  );

  it('of an execution that was deleted starts a new one', async () => {
    const { id } = (await post('abc').expect(201)).body.data;
    await ended(server, id);
    await server.api.delete(`/api/executions/${id}`).expect(200);
    const again = await post('abc').expect(201);
    expect(again.headers).not.toHaveProperty('idempotency-replayed');
  });

  it('stands for its request for 24 hours; older keys are removed', async () => {
    server.clock.set('2026-03-01T00:00:00Z');
    const { id } = (await post('old').expect(201)).body.data;
    await post('other').expect(201);
    server.clock.set('2026-03-01T23:59:59Z');
    expect((await post('old').expect(201)).body.data.id).toBe(id);
    server.clock.set('2026-03-02T00:00:01Z');
    const anew = await post('old', { params: { NAME: 'another' } }).expect(201);
    expect(anew.body.data.id).not.toBe(id);
    expect(await keysLeft()).toEqual(['old', 'other']);
    await server.app.get(IdempotencyKeys).removeOld();
    expect(await keysLeft()).toEqual(['old']);
  });
});

describe('an Idempotency-Key of what runs a script in another way', () => {
  let server: TestApp;
  let scriptId: number;
  let firstId: number;
  let scheduleId: number;
  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    scriptId = (await newScript(server.api, { code: CODE, parameters })).id;
    firstId = (await execute(server, scriptId, { params: { NAME: 'Ada' } })).id;
    scheduleId = await newSchedule({ params: { NAME: 'Bob' } });
    await ended(server, firstId);
  });

  const newSchedule = async (fields: object): Promise<number> => {
    const plan = { script_id: scriptId, name: 'nightly', cron_expression: '0 0 1 1 *', ...fields };
    return (await server.api.post('/api/schedules').send(plan).expect(201)).body.data.id;
  };
  const post = (path: string, key: string) =>
    server.api.post(path).set('Idempotency-Key', key).send();
  const rerun = (key: string, id = firstId) => post(`/api/executions/${id}/rerun`, key);
  const runNow = (key: string, id = scheduleId) => post(`/api/schedules/${id}/run`, key);
  const count = async () =>
    (await server.api.get(`/api/executions?script_id=${scriptId}`).expect(200)).body.data.total;

  it.each([
    ['a rerun', rerun, { trigger: 'rerun', result: 'Ada' }],
    ['a schedule that is run now', runNow, { trigger: 'schedule', result: 'Bob' }],
  ])('starts one execution of %s and answers it again', async (_, ask, facts) => {
    const first = await ask('abc').expect(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    const { id } = first.body.data;
    await ended(server, id);
    const again = await ask('abc').expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body.data).toMatchObject({ id, status: 'success', ...facts });
    expect(await count()).toBe(2);
    const anew = await ask('def').expect(201);
    expect(anew.body.data.id).not.toBe(id);
  });

  it.each([
    ['a rerun', rerun],
    ['a schedule that is run now', runNow],
  ])('starts one execution of %s when many come at the same time', async (_, ask) => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask('race')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(1);
    expect(await count()).toBe(2);
  });

  it('is refused for any other request to run the same script', async () => {
    const second = (await rerun('abc').expect(201)).body.data.id;
    const details = { execution_id: second };
    const others = [
      await rerun('abc', second),
      await runNow('abc'),
      await post(`/api/scripts/${scriptId}/execute`, 'abc'),
    ];
    for (const { status, body } of others) {
      expect(status).toBe(409);
      expect(body).toMatchObject({ error: 'IDEMPOTENCY_KEY_REUSED', details });
    }
    await runNow('def').expect(201);
    await runNow('def', await newSchedule({ name: 'other' })).expect(409);
    expect(await count()).toBe(3);
  });

  it('is not read anew when the schedule has other values by then', async () => {
    const { id } = (await runNow('abc').expect(201)).body.data;
    await server.api
      .put(`/api/schedules/${scheduleId}`)
      .send({ params: { NAME: 'Eve' } })
      .expect(200);
    expect((await runNow('abc').expect(201)).body.data.id).toBe(id);
  });

  it('leaves the time of the last run of a schedule as it is when nothing is run', async () => {
    server.clock.set('2026-03-01T00:00:00Z');
    await runNow('abc').expect(201);
    server.clock.set('2026-03-01T01:00:00Z');
    await runNow('abc').expect(201);
    const { body } = await server.api.get(`/api/schedules/${scheduleId}`).expect(200);
    expect(body.data.last_run_time).toBe('2026-03-01T00:00:00.000Z');
  });

  it('copies the files of a rerun once, and leaves nothing of other copies', async () => {
    const upload = await server.api
      .post(`/api/scripts/${scriptId}/execute`)
      .attach('files', Buffer.from('abc'), 'a.txt')
      .expect(201);
    const { id } = upload.body.data;
    await ended(server, id);
    const answers = await Promise.all(Array.from({ length: 4 }, () => rerun('files', id)));
    const [again] = new Set(answers.map(({ body }) => body.data.id));
    expect(await count()).toBe(3);
    const spaces = join(server.directory, 'execution_spaces');
    expect(await readdir(join(spaces, `execution_${again}`))).toContain('a.txt');
    expect(await readdir(join(spaces, '.incoming'))).toEqual([]);
    // what was run already needs no files any more
    await rm(join(spaces, `execution_${id}/a.txt`));
    expect((await rerun('files', id).expect(201)).body.data.id).toBe(again);
    await rerun('more', id).expect(409);
  });

  it('is refused when it is malformed', async () => {
    for (const ask of [rerun, runNow]) {
      const { body } = await ask('two words').expect(400);
      expect(body.fields).toMatchObject([{ field: 'Idempotency-Key' }]);
    }
  });
});

describe('an Idempotency-Key after a restart', () => {
  it('still stands for its request', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'scriptorium-idempotency-'));
    const first = await startTestApp({ directory });
    const script = await newScript(first.api, { code: 'print(1)' });
    const post = (server: TestApp) =>
      server.api.post(`/api/scripts/${script.id}/execute`).set('Idempotency-Key', 'k').send({});
    const { id } = (await post(first).expect(201)).body.data;
    await first.close();
    const second = await startTestApp({ directory });
    const again = await post(second).expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body.data.id).toBe(id);
    await ended(second, id);
    await second.close();
    await rm(directory, { recursive: true });
  });
});
