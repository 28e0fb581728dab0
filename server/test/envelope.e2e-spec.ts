import { startTestApp, type TestApp } from './support/test-app.js';

describe('the envelope', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.close());

  it('answers an unknown route', async () => {
    const answer = await server.api.get('/api/nothing').expect(404);
    expect(answer.body).toMatchObject({
      code: 1,
      data: null,
      error: 'ROUTE_NOT_FOUND',
      request_id: answer.get('X-Request-Id'),
    });
  });

  it.each([
    ['POST', '/nothing'],
    ['GET', '/nothing.txt'],
    ['GET', '//api/scripts'],
    ['POST', '/health'],
    ['GET', '/metrics/nothing'],
  ])('answers what is not below the API and is nowhere else: %s %s', async (method, path) => {
    const answer = await fetch(`${server.url}${path}`, { method });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 1, data: null, error: 'ROUTE_NOT_FOUND' });
  });

  it('says what is wrong in parts, too, for whoever says it in another language', async () => {
    const missing = await server.api.get('/api/scripts/99').expect(404);
    const sentence = 'There is no script 99.';
    expect(missing.body).toMatchObject({
      message: sentence,
      reasons: [{ code: 'SCRIPT_NOT_FOUND', values: { id: 99 }, message: sentence }],
    });
    const wrong = await server.api
      .post('/api/scripts')
      .send({ name: 'a', type: 'python', code: 'x', timeout_seconds: 0, colour: 'red', tags: [1] })
      .expect(400);
    expect(wrong.body).toMatchObject({ reasons: [{ code: 'VALIDATION_FAILED' }] });
    expect(wrong.body.fields).toEqual([
      expect.objectContaining({ field: 'colour', code: 'FIELD_UNKNOWN' }),
      expect.objectContaining({ field: 'tags', code: 'NOT_A_TEXT' }),
      expect.objectContaining({
        field: 'timeout_seconds',
        code: 'TOO_SMALL',
        values: { least: 1 },
      }),
    ]);
  });

  it('answers broken JSON', async () => {
    const answer = await server.api
      .post('/api/scripts')
      .set('Content-Type', 'application/json')
      .send('{"name":')
      .expect(400);
    expect(answer.body).toMatchObject({ code: 1, error: 'BROKEN_JSON' });
  });

  it.each(['text/plain', 'application/vnd.api+json', 'application/xml', ''])(
    'refuses a body that it does not read: %j',
    async (type) => {
      const answer = await fetch(new URL('/api/scripts', server.url), {
        method: 'POST',
        headers: type ? { 'Content-Type': type } : {},
        body: new TextEncoder().encode('{"name":"a"}'),
      });
      expect(answer.status).toBe(415);
      expect(await answer.json()).toMatchObject({ code: 1, error: 'UNSUPPORTED_MEDIA_TYPE' });
    },
  );

  it('answers a body that is too large', async () => {
    const answer = await server.api
      .post('/api/scripts')
      .send({ code: 'x'.repeat(5 * 1024 * 1024) })
      .expect(413);
    expect(answer.body).toMatchObject({ code: 1, error: 'BODY_TOO_LARGE' });
  });

  it('answers an address that is not correctly encoded', async () => {
    const answer = await server.api.get('/api/scripts/%E0%A4%A').expect(400);
    expect(answer.body).toMatchObject({ code: 1, error: 'BAD_REQUEST' });
  });

  it.each(['0x1', '1.0', '1e0', '+1', '9007199254740993', '0', '%20'])(
    'takes %s for no id, in whatever notation',
    async (id) => {
      const { body } = await server.api.get(`/api/scripts/${id}`).expect(400);
      expect(body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field: 'id' }] });
    },
  );

  it.each(['0x1', '1e0', '%2B1', '', '%201', '9007199254740993'])(
    'takes %j for no number of a query',
    async (text) => {
      const { body } = await server.api.get(`/api/scripts?page=${text}`).expect(400);
      expect(body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field: 'page' }] });
    },
  );

  it.each([
    ['GET', '/api/system?bogus=1', undefined],
    ['GET', '/api/scripts/1?bogus=1', undefined],
    ['GET', '/api/executions/1/logs/stream?bogus=1', undefined],
    ['GET', '/api/executions/1/files/a.txt?bogus=1', undefined],
    ['DELETE', '/api/scripts/1?bogus=1', undefined],
    ['POST', '/api/executions/1/cancel', { bogus: true }],
    ['POST', '/api/scripts/1/duplicate', { bogus: 'copy' }],
    ['DELETE', '/api/schedules/1', { bogus: true }],
  ])('refuses what a route does not read: %s %s %j', async (method, path, body) => {
    const answer = await fetch(new URL(path, server.url), {
      ...{ method, headers: { 'Content-Type': 'application/json' } },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: 'VALIDATION_FAILED',
      fields: [{ field: 'bogus', code: 'FIELD_UNKNOWN' }],
    });
  });

  const INHERITED = ['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty'];
  const NESTED = { parameters: [{ key: 'A', options: { NAME: 1 } }] };

  it.each<[string, string, object, string]>([
    ['a field', '/api/schedules/preview', { cron_expression: '@daily', NAME: 1 }, 'NAME'],
    [
      'a field of a field',
      '/api/saved-views',
      { name: 'a', filters: { NAME: { a: 1 } } },
      'filters.NAME',
    ],
    [
      'a field of a list',
      '/api/scripts',
      {
        name: 'a',
        type: 'python',
        code: 'x',
        parameters: [{ key: 'A' }, { key: 'B', NAME: null }],
      },
      'parameters.1.NAME',
    ],
    ['a field of no class', '/api/scripts', NESTED, 'parameters.0.options.NAME'],
    [
      'a field deep in JSON text',
      '/api/scripts/1/execute',
      { draft: JSON.stringify({ code: 'x', ...NESTED }) },
      'draft.parameters.0.options.NAME',
    ],
  ])('refuses %s named like what all objects have', async (_, path, body, place) => {
    for (const name of INHERITED) {
      // as text: in an object literal `__proto__` is no field
      const text = JSON.stringify(body).replace('NAME', name);
      const answer = await server.api.post(path).set('Content-Type', 'application/json').send(text);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        error: 'VALIDATION_FAILED',
        fields: [
          { field: place.replace('NAME', name), code: 'FIELD_UNKNOWN', values: { field: name } },
        ],
      });
    }
  });

  it.each(INHERITED)('refuses a query or a form with %s', async (name) => {
    const query = await server.api.get(`/api/scripts?${name}=1`);
    const form = await server.api.post('/api/scripts/1/execute').field(name, '1');
    for (const { status, body } of [query, form]) {
      expect(status).toBe(400);
      expect(body.fields).toMatchObject([{ field: name, code: 'FIELD_UNKNOWN' }]);
    }
  });

  it('refuses a form where none is read, and takes an empty body for none', async () => {
    const form = new FormData();
    form.set('name', 'a');
    const refused = await fetch(new URL('/api/scripts', server.url), {
      method: 'POST',
      body: form,
    });
    expect(refused.status).toBe(415);
    const answer = await server.api.post('/api/executions/999/cancel').send({}).expect(404);
    expect(answer.body.error).toBe('EXECUTION_NOT_FOUND');
  });

  it('refuses a request under a foreign name', async () => {
    const answer = await server.api.get('/api/scripts').set('Host', 'evil.example').expect(403);
    expect(answer.body).toMatchObject({ code: 1, error: 'HOST_REFUSED' });
  });

  it('refuses a request that another origin makes, and lets its own through', async () => {
    const own = new URL(server.url).host;
    const answer = await server.api
      .post('/api/scripts')
      .set('Origin', 'http://evil.example')
      .send({})
      .expect(403);
    expect(answer.body).toMatchObject({ code: 1, error: 'ORIGIN_REFUSED' });
    await server.api.get('/api/scripts').set('Origin', 'null').expect(403);
    await server.api.get('/api/scripts').set('Origin', `http://${own}`).expect(200);
  });

  it('answers health, readiness and metrics without an envelope', async () => {
    expect((await server.api.get('/health?at=1').expect(200)).body).toEqual({ status: 'ok' });
    expect((await server.api.get('/health/ready').expect(200)).body).toEqual({ status: 'ok' });
    const metrics = await server.api.get('/metrics').expect(200);
    expect(metrics.get('Content-Type')).toContain('text/plain');
    expect(metrics.text).toMatch(/^scriptorium_waiting_interpreters \d+$/m);
  });

  it('keeps a connection longer than a proxy in front of it does', async () => {
    const answer = await server.api.get('/health').set('Connection', 'keep-alive').expect(200);
    expect(answer.get('Keep-Alive')).toBe('timeout=75');
  });

  it('serves the contract and its page', async () => {
    const contract = await server.api.get('/api/openapi.json').expect(200);
    expect(contract.body.info.title).toBe('Scriptorium');
    expect((await server.api.get('/api/docs').expect(200)).text).toContain('swagger-ui');
  });

  it('says what the server is and can do', async () => {
    const { body } = await server.api.get('/api/system').expect(200);
    expect(body.data).toMatchObject({
      version: expect.any(String),
      isolation: expect.stringMatching(/^(bwrap|uid|plain)$/),
      interpreters: [
        { language: 'python', version: expect.any(String) },
        { language: 'javascript', version: expect.any(String) },
      ],
    });
  });
});
