import { startTestApp, type TestApp } from './support/test-app.js';

describe('saved views', () => {
  let server: TestApp;
  beforeEach(async () => {
    server = await startTestApp();
  });
  afterEach(() => server.close());

  const save = async (name: string, filters: object = {}) => {
    const answer = await server.api.post('/api/saved-views').send({ name, filters }).expect(201);
    return answer.body.data as { id: number; name: string };
  };
  const names = async () => {
    const { body } = await server.api.get('/api/saved-views').expect(200);
    return (body.data.items as { name: string }[]).map(({ name }) => name);
  };

  it('keeps filters under a name, in the order of the names', async () => {
    const filters = {
      script_id: 3,
      status: ['failed', 'cancelled'],
      trigger: 'schedule',
      reason: 'timeout',
      kept: true,
      draft: false,
      last: '24h',
    };
    await save('Slow ones');
    expect(await save('  Failed at night ', filters)).toMatchObject({
      name: 'Failed at night',
      filters,
    });
    expect(await names()).toEqual(['Failed at night', 'Slow ones']);
  });

  it('changes and deletes a view', async () => {
    const { id } = await save('Old', { status: ['failed'] });
    const body = { name: 'New', filters: { from: '2026-01-01', to: '2026-01-31' } };
    const { body: answer } = await server.api.put(`/api/saved-views/${id}`).send(body).expect(200);
    expect(answer.data).toMatchObject(body);
    await server.api.delete(`/api/saved-views/${id}`).expect(200);
    expect(await names()).toEqual([]);
    for (const again of [
      server.api.delete(`/api/saved-views/${id}`),
      server.api.put(`/api/saved-views/${id}`).send(body),
    ]) {
      expect((await again.expect(404)).body.error).toBe('SAVED_VIEW_NOT_FOUND');
    }
  });

  it('has a name only once', async () => {
    await save('Mine');
    const { id } = await save('Other');
    const body = { name: 'Mine', filters: {} };
    for (const request of [
      server.api.post('/api/saved-views').send(body),
      server.api.put(`/api/saved-views/${id}`).send(body),
    ]) {
      const { body: refusal } = await request.expect(409);
      expect(refusal).toMatchObject({
        error: 'SAVED_VIEW_NAME_TAKEN',
        fields: [{ field: 'name' }],
      });
    }
    await server.api
      .put(`/api/saved-views/${id}`)
      .send({ name: 'Other', filters: { kept: true } })
      .expect(200);
  });

  it('gives a name to one of two who ask at once', async () => {
    const ask = () => server.api.post('/api/saved-views').send({ name: 'Twice', filters: {} });
    const statuses = (await Promise.all([ask(), ask()])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409]);
  });

  it('takes a hundred views, and says what to do about more', async () => {
    for (let number = 0; number < 100; number++) await save(`view ${number}`);
    const body = { name: 'one more', filters: {} };
    const answer = await server.api.post('/api/saved-views').send(body).expect(409);
    expect(answer.body).toMatchObject({
      error: 'TOO_MANY_SAVED_VIEWS',
      message: expect.stringContaining('Delete one'),
    });
  });

  it.each([
    ['name', { name: ' ', filters: {} }],
    ['name', { name: 'x'.repeat(61), filters: {} }],
    ['filters', { name: 'x' }],
    ['filters.status', { name: 'x', filters: { status: ['broken'] } }],
    ['filters.script_id', { name: 'x', filters: { script_id: '1; DROP TABLE' } }],
    ['filters.reason', { name: 'x', filters: { reason: 'bad luck' } }],
    ['filters.last', { name: 'x', filters: { last: '3 moons' } }],
    ['filters.from', { name: 'x', filters: { from: 'yesterday' } }],
    ['filters.kept', { name: 'x', filters: { kept: false } }],
    ['filters.draft', { name: 'x', filters: { draft: 'no' } }],
    ['filters.colour', { name: 'x', filters: { colour: 'red' } }],
  ])('names the wrong field %s', async (field, body) => {
    const answer = await server.api.post('/api/saved-views').send(body).expect(400);
    expect(answer.body).toMatchObject({
      error: 'VALIDATION_FAILED',
      fields: [expect.objectContaining({ field })],
    });
  });
});
