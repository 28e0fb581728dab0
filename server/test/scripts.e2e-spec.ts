import { newScript, scriptFields } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('scripts', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.close());

  const failure = (error: string, ...fields: string[]) =>
    expect.objectContaining({
      code: 1,
      data: null,
      error,
      request_id: expect.any(String),
      ...(fields.length
        ? { fields: fields.map((field) => expect.objectContaining({ field })) }
        : {}),
    });

  it('makes a script and its version 1', async () => {
    const fields = scriptFields({
      name: 'backup',
      dependencies: ['requests==2.32.*'],
      parameters: [{ key: 'TARGET', required: true }],
    });
    const made = await server.api.post('/api/scripts').send(fields).expect(201);
    expect(made.body).toMatchObject({
      code: 0,
      message: '',
      data: {
        name: 'backup',
        version: 1,
        dependencies: ['requests==2.32.*'],
        parameters: [{ key: 'TARGET', type: 'string', required: true }],
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
    });
    const versions = await server.api.get(`/api/scripts/${made.body.data.id}/versions`).expect(200);
    expect(versions.body.data.items).toMatchObject([{ version: 1, description: '' }]);
  });

  it('understands lists as JSON text and requirements as comma- or line-separated text', async () => {
    const made = await newScript(server.api, {
      dependencies: 'requests>=2,<3, rich[jupyter,extras]\n# a comment\nlodash~=4.0',
      parameters: JSON.stringify([{ key: 'A' }]),
    });
    const script = await server.api.get(`/api/scripts/${made.id}`).expect(200);
    expect(script.body.data.dependencies).toEqual([
      'requests>=2,<3',
      'rich[jupyter,extras]',
      'lodash~=4.0',
    ]);
    expect(script.body.data.parameters).toMatchObject([{ key: 'A' }]);
  });

  it.each([
    ['an unknown type', { type: 'ruby' }, ['type']],
    ['an empty name', { name: '   ' }, ['name']],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, ['name']],
    ['no code', { code: '' }, ['code']],
    ['a field that does not exist', { colour: 'red' }, ['colour']],
    ['parameters that are no list', { parameters: 'not json' }, ['parameters']],
    [
      'a dependency that is an option',
      { dependencies: ['requests', '--index-url=http://x'] },
      ['dependencies.1'],
    ],
    ['a dependency from elsewhere', { dependencies: ['./x'] }, ['dependencies.0']],
    [
      'a dependency of another language',
      { type: 'javascript', dependencies: ['requests==2.32.*'] },
      ['dependencies.0'],
    ],
    ['a key that is no variable name', { parameters: [{ key: '2X' }] }, ['parameters.0.key']],
    ['a reserved key', { parameters: [{ key: 'LD_PRELOAD' }] }, ['parameters.0.key']],
    ['the key __proto__', { parameters: [{ key: '__proto__' }] }, ['parameters.0.key']],
    ['a key used twice', { parameters: [{ key: 'A' }, { key: 'A' }] }, ['parameters.1.key']],
    [
      'a select without options',
      { parameters: [{ key: 'A', type: 'select' }] },
      ['parameters.0.options'],
    ],
    [
      'a default that breaks its own rule',
      { parameters: [{ key: 'A', type: 'integer', default_value: 'x' }] },
      ['parameters.0.default_value'],
    ],
    [
      'a pattern that is none',
      { parameters: [{ key: 'A', pattern: '(' }] },
      ['parameters.0.pattern'],
    ],
    [
      'a rule of another type',
      { parameters: [{ key: 'A', type: 'boolean', min: 1 }] },
      ['parameters.0.min'],
    ],
  ])('refuses %s and names the field', async (_what, fields, at) => {
    const answer = await server.api.post('/api/scripts').send(scriptFields(fields)).expect(400);
    expect(answer.body).toEqual(failure('VALIDATION_FAILED', ...at));
  });

  it('refuses a name that is taken, at creation and at renaming', async () => {
    const taken = await newScript(server.api);
    const other = await newScript(server.api);
    const made = await server.api
      .post('/api/scripts')
      .send(scriptFields({ name: taken.name }))
      .expect(409);
    expect(made.body).toEqual(failure('SCRIPT_NAME_TAKEN', 'name'));
    await server.api.put(`/api/scripts/${other.id}`).send({ name: taken.name }).expect(409);
  });

  it('makes a version for new content only', async () => {
    const { id } = await newScript(server.api, { code: 'print(1)' });
    const renamed = await server.api
      .put(`/api/scripts/${id}`)
      .send({ description: 'better', tags: ['x'], timeout_seconds: 9 })
      .expect(200);
    expect(renamed.body.data).toMatchObject({
      version: 1,
      description: 'better',
      tags: ['x'],
      timeout_seconds: 9,
    });
    for (const change of [
      { code: 'print(2)' },
      { dependencies: ['a'] },
      { parameters: [{ key: 'K' }] },
      { type: 'javascript' },
    ]) {
      const before = await server.api.get(`/api/scripts/${id}`);
      const base = before.body.data.version;
      const saved = await server.api
        .put(`/api/scripts/${id}`)
        .send({ ...change, base_version: base, version_description: 'why' })
        .expect(200);
      expect(saved.body.data.version).toBe(base + 1);
    }
    const versions = await server.api.get(`/api/scripts/${id}/versions?per_page=2`).expect(200);
    expect(versions.body.data).toMatchObject({
      total: 5,
      page: 1,
      per_page: 2,
      items: [{ version: 5, description: 'why' }, { version: 4 }],
    });
  });

  it('takes null for left out where there is always a value, and refuses it where it means nothing', async () => {
    const { id } = await newScript(server.api, { description: 'kept', tags: ['kept'] });
    const saved = await server.api
      .put(`/api/scripts/${id}`)
      .send({ description: null, tags: null, dependencies: null, category: null })
      .expect(200);
    expect(saved.body.data).toMatchObject({ description: 'kept', tags: ['kept'], version: 1 });
    const refused = await server.api
      .put(`/api/scripts/${id}`)
      .send({ name: null, base_version: 1 })
      .expect(400);
    expect(refused.body).toEqual(failure('VALIDATION_FAILED', 'name'));
  });

  it('refuses a save that is based on an old version and answers both sides', async () => {
    const { id } = await newScript(server.api, { code: 'one' });
    await server.api.put(`/api/scripts/${id}`).send({ code: 'two', base_version: 1 }).expect(200);
    const stale = await server.api
      .put(`/api/scripts/${id}`)
      .send({ code: 'mine', base_version: 1 })
      .expect(409);
    expect(stale.body).toEqual(failure('SCRIPT_VERSION_CONFLICT'));
    expect(stale.body.details).toMatchObject({
      current: { code: 'two', version: 2 },
      base: { code: 'one', version: 1 },
    });
    const blind = await server.api.put(`/api/scripts/${id}`).send({ code: 'mine' }).expect(400);
    expect(blind.body).toEqual(failure('VALIDATION_FAILED', 'base_version'));
  });

  it('refuses to overwrite a setting that was another when it was read, and answers what it is now', async () => {
    const { id } = await newScript(server.api, { description: 'read', tags: ['a'] });
    const change = (body: object) => server.api.put(`/api/scripts/${id}`).send(body);
    await change({ description: 'theirs', limits: { processes: 5 } }).expect(200);
    const stale = await change({ description: 'mine', base: { description: 'read' } }).expect(409);
    expect(stale.body).toEqual(failure('SCRIPT_CHANGED'));
    expect(stale.body.details).toMatchObject({
      current: { id, description: 'theirs' },
      changed: ['description'],
    });
    await change({ tags: ['b'], base: { tags: ['a'] } }).expect(200);
    await change({ description: 'theirs', base: { description: 'read' } }).expect(200);
    await change({ limits: { processes: 6 }, base: { limits: { processes: 5 } } }).expect(200);
    const saved = await change({ description: 'mine', base: { description: 'theirs' } });
    expect(saved.body.data).toMatchObject({ description: 'mine', tags: ['b'] });
    await change({ description: 'whatever stood there' }).expect(200);
  });

  it('rolls back by a new version; history stays', async () => {
    const { id } = await newScript(server.api, { code: 'one', parameters: [{ key: 'A' }] });
    await server.api
      .put(`/api/scripts/${id}`)
      .send({ code: 'two', parameters: [], base_version: 1 })
      .expect(200);
    const back = await server.api
      .post(`/api/scripts/${id}/rollback/1`)
      .send({ reason: 'two is broken' })
      .expect(200);
    expect(back.body.data).toMatchObject({ version: 3, code: 'one', parameters: [{ key: 'A' }] });
    const third = await server.api.get(`/api/scripts/${id}/versions/3`).expect(200);
    expect(third.body.data).toMatchObject({
      description: 'Rolled back to version 1: two is broken',
      code: 'one',
    });
    const second = await server.api.get(`/api/scripts/${id}/versions/2`).expect(200);
    expect(second.body.data.code).toBe('two');
    await server.api.post(`/api/scripts/${id}/rollback/1`).expect(200);
    const unknown = await server.api.post(`/api/scripts/${id}/rollback/99`).send({}).expect(404);
    expect(unknown.body).toEqual(failure('VERSION_NOT_FOUND'));
  });

  it('finds scripts by text in name and description and by type, by page', async () => {
    await newScript(server.api, { name: 'needle one' });
    await newScript(server.api, {
      name: 'plain 100%',
      description: 'a needle inside',
      type: 'javascript',
    });
    const both = await server.api.get('/api/scripts?search=NEEDLE').expect(200);
    expect(both.body.data.total).toBe(2);
    expect(both.body.data.items[0]).not.toHaveProperty('code');
    const one = await server.api.get('/api/scripts?search=needle&type=javascript').expect(200);
    expect(one.body.data.items).toMatchObject([{ name: 'plain 100%' }]);
    const literal = await server.api
      .get('/api/scripts?search=' + encodeURIComponent('0%'))
      .expect(200);
    expect(literal.body.data.total).toBe(1);
    const wild = await server.api
      .get('/api/scripts?search=' + encodeURIComponent('n_edle'))
      .expect(200);
    expect(wild.body.data.total).toBe(0);
    const paged = await server.api.get('/api/scripts?per_page=1&page=2').expect(200);
    expect(paged.body.data).toMatchObject({ page: 2, per_page: 1, next_cursor: null });
    expect(paged.body.data.items).toHaveLength(1);
    const unknown = await server.api.get('/api/scripts?sort=colour').expect(400);
    expect(unknown.body).toEqual(failure('VALIDATION_FAILED', 'sort'));
  });

  it('deletes a script', async () => {
    const { id } = await newScript(server.api);
    const gone = await server.api.delete(`/api/scripts/${id}`).expect(200);
    expect(gone.body).toEqual({ code: 0, data: null, message: '' });
    const missing = await server.api.get(`/api/scripts/${id}`).expect(404);
    expect(missing.body).toEqual(failure('SCRIPT_NOT_FOUND'));
    await server.api.get(`/api/scripts/${id}/versions`).expect(404);
  });

  it.each(['0', '-1', 'x', '1.5', '99999999999'])('refuses the id %s', async (id) => {
    const answer = await server.api.get(`/api/scripts/${id}`).expect(400);
    expect(answer.body).toEqual(failure('VALIDATION_FAILED', 'id'));
  });
});
