import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('examples', () => {
  let server: TestApp;

  beforeEach(async () => {
    server = await startTestApp();
  });

  afterEach(() => server.close());

  const list = async () => (await server.api.get('/api/examples').expect(200)).body.data.items;

  const install = async (body: object): Promise<number[]> =>
    (await server.api.post('/api/examples/install').send(body).expect(201)).body.data.script_ids;

  /** Runs a script to its end, with text files as uploads. */
  async function run(scriptId: number, params: object, uploads: Record<string, string> = {}) {
    const request = server.api
      .post(`/api/scripts/${scriptId}/execute`)
      .field('params', JSON.stringify(params));
    for (const [name, text] of Object.entries(uploads))
      request.attach('files', Buffer.from(text), name);
    const { id } = (await request.expect(201)).body.data;
    return eventually(`the end of execution ${id}`, async () => {
      const { data } = (await server.api.get(`/api/executions/${id}`)).body;
      return ['pending', 'running'].includes(data.status) ? null : data;
    });
  }

  const file = async (executionId: number, name: string): Promise<string> => {
    const answer = await server.api
      .get(`/api/executions/${executionId}/files/${name}`)
      .query({ download: true })
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks).toString()));
      })
      .expect(200);
    return answer.body;
  };

  it('are offered, installed once, and not again', async () => {
    const before = await list();
    expect(before.map(({ key }: { key: string }) => key)).toEqual([
      'csv-report',
      'http-check',
      'progress-bar',
      'json-transform',
    ]);
    expect(before).toContainEqual({
      key: 'json-transform',
      name: 'JSON transform',
      description: expect.stringContaining('result.json'),
      type: 'javascript',
      is_installed: false,
    });
    expect(await install({})).toHaveLength(4);
    expect((await list()).every((example: { is_installed: boolean }) => example.is_installed)).toBe(
      true,
    );
    expect(await install({ keys: null })).toEqual([]);
    expect((await server.api.get('/api/scripts')).body.data.total).toBe(4);
  });

  it('leave a script alone whose name they would take', async () => {
    const { id } = await newScript(server.api, { name: 'CSV report', code: 'print("mine")' });
    expect(await install({ keys: ['csv-report', 'http-check'] })).toHaveLength(1);
    const mine = await server.api.get(`/api/scripts/${id}`).expect(200);
    expect(mine.body.data).toMatchObject({ code: 'print("mine")', version: 1 });
  });

  it('refuse an unknown key and then install nothing', async () => {
    const answer = await server.api
      .post('/api/examples/install')
      .send({ keys: ['http-check', 'mail'] })
      .expect(400);
    expect(answer.body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field: 'keys' }] });
    expect((await server.api.get('/api/scripts')).body.data.total).toBe(0);
  });

  it('run out of the box', async () => {
    const [csv, http, progress, json] = (await install({})) as [number, number, number, number];
    const runs = await Promise.all([
      run(csv, {}),
      run(http, {}),
      run(progress, { SECONDS: 0 }),
      run(json, {}),
    ]);
    expect(runs.map(({ status, error }) => [status, error])).toEqual(
      Array(4).fill(['success', null]),
    );
    const [report, check, bar, transform] = runs;
    expect(await file(report.id, 'report.md')).toContain('| city | text | 5 | 0 |');
    expect(JSON.parse(await file(report.id, 'summary.json'))).toMatchObject({
      file: 'sample.csv',
      rows: 5,
    });
    expect(check.output).toContain('All 3 checks passed.');
    expect(bar.output).toContain('100 %');
    expect(bar).toMatchObject({
      progress: 100,
      progress_message: '40 of 40 steps',
      result: { steps: 40 },
    });
    expect(JSON.parse(await file(transform.id, 'result.json'))[0]).toEqual({
      category: 'books',
      count: 2,
      amount_sum: 32.75,
    });
  });

  it('read uploaded files and follow their parameters', async () => {
    const [csv, json] = (await install({ keys: ['csv-report', 'json-transform'] })) as [
      number,
      number,
    ];
    const table = '\ufeffname;size\n"a\nb";1,5\nc;2,5\n';
    const report = await run(
      csv,
      { INPUT_FILE: '数据.csv' },
      { '数据.csv': table, 'other.csv': 'x\n1\n' },
    );
    expect(JSON.parse(await file(report.id, 'summary.json'))).toEqual({
      file: '数据.csv',
      rows: 2,
      columns: {
        name: { kind: 'text', filled: 2, empty: 0, distinct: 2, top: { 'a\nb': 1, c: 1 } },
        size: { kind: 'number', filled: 2, empty: 0, min: 1.5, max: 2.5, mean: 2, sum: 4 },
      },
    });
    const people = '[{"team":"A","age":30},{"team":"B","age":40},{"team":"A","age":20}]';
    const transform = await run(json, { GROUP_BY: 'team', SUM: 'age' }, { 'people.json': people });
    expect(JSON.parse(await file(transform.id, 'result.json'))).toEqual([
      { team: 'A', count: 2, age_sum: 50 },
      { team: 'B', count: 1, age_sum: 40 },
    ]);
  });

  it('fail with a clear message when they cannot do their work', async () => {
    const [csv, http, , json] = (await install({})) as [number, number, number, number];
    const runs = await Promise.all([
      run(csv, { INPUT_FILE: 'missing.csv' }),
      run(http, { EXPECTED_STATUS: 404 }),
      run(json, {}, { 'broken.json': '{' }),
    ]);
    expect(runs.map(({ status, exit_code: code }) => [status, code])).toEqual(
      Array(3).fill(['failed', 1]),
    );
    const log = async (id: number) =>
      (
        await server.api
          .get(`/api/executions/${id}/logs`)
          .query({ stream: 'stderr' })
          .set('Accept', 'text/plain')
      ).text;
    const messages = await Promise.all(runs.map(({ id }) => log(id)));
    expect(messages[0]).toContain("There is no file 'missing.csv'. CSV files of this run: none.");
    expect(messages[1]).toContain('3 of 3 checks failed (expected status 404).');
    expect(messages[2]).toContain('broken.json is not JSON');
  });
});
