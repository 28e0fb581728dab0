import { newScript } from './support/new-script.js';
import { ended, execute } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('the list of scripts', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.close());

  interface Listed {
    name: string;
    match: object | null;
    recent_runs: { id: number }[];
    next_run_time: string | null;
  }
  const list = async (query: Record<string, unknown>) => {
    const answer = await server.api.get('/api/scripts').query(query).expect(200);
    return answer.body.data as { items: Listed[]; total: number };
  };
  const names = async (query: Record<string, unknown>) =>
    (await list(query)).items.map(({ name }) => name);

  const runOf = async (id: number) => ended(server, (await execute(server, id)).id);

  it('finds text in name, description, tags and code, and shows the line', async () => {
    await newScript(server.api, { name: 'q quokka' });
    await newScript(server.api, { name: 'a code', code: 'import os\n\n    feed("QUOKKA")\n' });
    await newScript(server.api, { name: 'b tagged', tags: ['quokkas'] });
    await newScript(server.api, { name: 'c described', description: 'Feeds a Quokka' });
    const { items } = await list({ q: 'quokka' });
    expect(items.map(({ name, match }) => [name, match])).toEqual([
      ['q quokka', { fields: ['name'], code: null }],
      ['a code', { fields: ['code'], code: { line: 3, text: 'feed("QUOKKA")' } }],
      ['b tagged', { fields: ['tags'], code: null }],
      ['c described', { fields: ['description'], code: null }],
    ]);
    expect(await names({ q: '100%_' })).toEqual([]);
  });

  it('keeps tags in lower case and once, and tidies the path of a category', async () => {
    const made = await newScript(server.api, {
      tags: [' ETL ', 'etl', 'two  words'],
      category: ' reports // daily/ ',
    });
    expect(made).toMatchObject({ tags: ['etl', 'two words'], category: 'reports/daily' });
    const emptied = await server.api.put(`/api/scripts/${made.id}`).send({ category: ' ' });
    expect(emptied.body.data.category).toBeNull();
  });

  it.each([
    ['a tag with a comma', { tags: ['a,b'] }, 'tags'],
    ['a category six names deep', { category: 'a/b/c/d/e/f' }, 'category'],
  ])('refuses %s', async (_what, fields, field) => {
    const { id } = await newScript(server.api);
    const answer = await server.api.put(`/api/scripts/${id}`).send(fields).expect(400);
    expect(answer.body.fields).toMatchObject([{ field }]);
  });

  it('filters by tags, category with what is below it, type and favourite', async () => {
    await newScript(server.api, { name: 'f1', tags: ['red', 'big'], category: 'zoo' });
    const { id } = await newScript(server.api, { name: 'f2', tags: ['red'], category: 'zoo/cats' });
    await newScript(server.api, { name: 'f3', category: 'zoology' });
    expect(await names({ tag: 'RED' })).toEqual(['f1', 'f2']);
    expect(await names({ tag: ['red', 'big'] })).toEqual(['f1']);
    expect(await names({ category: 'zoo' })).toEqual(['f1', 'f2']);
    const before = await server.api.get(`/api/scripts/${id}`);
    const marked = await server.api.put(`/api/scripts/${id}`).send({ favourite: true }).expect(200);
    expect(marked.body.data).toMatchObject({
      favourite: true,
      version: 1,
      updated_at: before.body.data.updated_at,
    });
    expect(await names({ favourite: true })).toEqual(['f2']);
    expect(await names({ favourite: false, category: 'zoo' })).toEqual(['f1']);
    await server.api.get('/api/scripts').query({ favourite: 'maybe' }).expect(400);
  });

  it('counts tags and categories, folders with what is below them', async () => {
    await newScript(server.api, { tags: ['counted'], category: 'tree/leaf' });
    await newScript(server.api, { tags: ['counted'], category: 'tree' });
    const tags = await server.api.get('/api/scripts/tags').expect(200);
    expect(tags.body.data.items).toContainEqual({ name: 'counted', count: 2 });
    const categories = await server.api.get('/api/scripts/categories').expect(200);
    expect(categories.body.data.items).toEqual(
      expect.arrayContaining([
        { name: 'tree', count: 2 },
        { name: 'tree/leaf', count: 1 },
      ]),
    );
  });

  it('shows the newest runs and the next planned time, and filters and sorts by the last run', async () => {
    const category = 'runs';
    const good = await newScript(server.api, { name: 'r good', category });
    const bad = await newScript(server.api, {
      name: 'r bad',
      code: 'raise SystemExit(3)',
      category,
    });
    await newScript(server.api, { name: 'r never', category });
    await runOf(bad.id);
    await runOf(good.id);
    const newest = await runOf(good.id);
    await server.api
      .post('/api/schedules')
      .send({ script_id: good.id, name: 'yearly', cron_expression: '0 0 1 1 *' })
      .expect(201);
    const { items } = await list({ category, sort: 'last_run' });
    expect(items.map(({ name }) => name)).toEqual(['r good', 'r bad', 'r never']);
    expect(items[0]?.recent_runs).toMatchObject([
      { id: newest.id, status: 'success', duration_ms: expect.any(Number) },
      { status: 'success' },
    ]);
    expect(items[0]?.next_run_time).toMatch(/-01-01T/);
    expect(items[1]).toMatchObject({ recent_runs: [{ status: 'failed' }], next_run_time: null });
    expect(await names({ category, last_status: 'failed' })).toEqual(['r bad']);
    expect(await names({ category, last_status: 'never' })).toEqual(['r never']);
  });

  it('copies a script with its settings, without its versions', async () => {
    const { id } = await newScript(server.api, {
      name: 'original',
      tags: ['kept'],
      timeout_seconds: 7,
      parameters: [{ key: 'A' }],
      dependencies: ['rich'],
    });
    const first = await server.api.post(`/api/scripts/${id}/duplicate`).expect(201);
    expect(first.body.data).toMatchObject({
      name: 'original copy',
      version: 1,
      tags: ['kept'],
      timeout_seconds: 7,
      parameters: [{ key: 'A' }],
      dependencies: ['rich'],
    });
    const second = await server.api.post(`/api/scripts/${id}/duplicate`).expect(201);
    expect(second.body.data.name).toBe('original copy 2');
    await server.api.post('/api/scripts/999999/duplicate').expect(404);
  });

  it('names a copy in the words of whoever asks, and shortens the name that would become too long', async () => {
    const { id } = await newScript(server.api, { name: '😀'.repeat(100) });
    const duplicate = (ending: string) =>
      server.api.post(`/api/scripts/${id}/duplicate`).send({ ending });
    const first = await duplicate(' 副本 ').expect(201);
    expect(first.body.data).toMatchObject({ name: `${'😀'.repeat(97)} 副本`, version: 1 });
    const second = await duplicate('副本').expect(201);
    expect(second.body.data.name).toBe(`${'😀'.repeat(95)} 副本 2`);
    for (const ending of ['', 'x'.repeat(21)])
      expect((await duplicate(ending).expect(400)).body.fields).toMatchObject([
        { field: 'ending' },
      ]);
  });

  it('tags, moves and deletes many, and tells for each what became of it', async () => {
    const one = await newScript(server.api, { tags: ['old'] });
    const busy = await newScript(server.api);
    await server.api
      .post('/api/schedules')
      .send({ script_id: busy.id, name: 'holds it', cron_expression: '0 0 1 1 *' })
      .expect(201);
    const bulk = async (body: object) =>
      (await server.api.post('/api/scripts/bulk').send(body).expect(200)).body.data.items;
    const ids = [one.id, busy.id, 999_999];
    expect(await bulk({ action: 'add_tags', ids, tags: ['New'] })).toMatchObject([
      { id: one.id, is_done: true, error: null },
      { id: busy.id, is_done: true },
      { id: 999_999, is_done: false, error: 'SCRIPT_NOT_FOUND' },
    ]);
    await bulk({ action: 'remove_tags', ids: [one.id], tags: ['old'] });
    await bulk({ action: 'move', ids: [one.id], category: 'moved' });
    const changed = await server.api.get(`/api/scripts/${one.id}`);
    expect(changed.body.data).toMatchObject({ tags: ['new'], category: 'moved', version: 1 });
    expect(await bulk({ action: 'delete', ids: [one.id, busy.id] })).toMatchObject([
      { is_done: true, reasons: [] },
      {
        ...{ is_done: false, error: 'SCRIPT_IN_USE', message: expect.stringContaining('holds it') },
        reasons: [
          { code: 'SCRIPT_IN_USE' },
          { code: 'SCRIPT_IS_SCHEDULED', values: { name: 'holds it' } },
        ],
      },
    ]);
    await server.api.get(`/api/scripts/${one.id}`).expect(404);
    await server.api.get(`/api/scripts/${busy.id}`).expect(200);
  });

  it.each([
    [{ action: 'add_tags', ids: [1] }, 'tags'],
    [{ action: 'move', ids: [1] }, 'category'],
    [{ action: 'delete', ids: [] }, 'ids'],
    [{ action: 'explode', ids: [1] }, 'action'],
  ])('refuses the bulk request %j', async (body, field) => {
    const answer = await server.api.post('/api/scripts/bulk').send(body).expect(400);
    expect(answer.body.fields).toMatchObject([{ field }]);
  });
});
