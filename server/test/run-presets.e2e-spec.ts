import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('run presets', () => {
  let server: TestApp;
  let presets: string;
  let scriptId: number;
  beforeEach(async () => {
    server = await startTestApp();
    ({ id: scriptId } = await newScript(server.api));
    presets = `/api/scripts/${scriptId}/presets`;
  });
  afterEach(() => server.close());

  const save = async (name: string, values: object = {}) => {
    const answer = await server.api.post(presets).send({ name, values }).expect(201);
    return answer.body.data as { id: number; name: string };
  };
  const names = async () => {
    const { body } = await server.api.get(presets).expect(200);
    return (body.data.items as { name: string }[]).map(({ name }) => name);
  };

  it('keeps values under a name, in the order of the names', async () => {
    const values = { CITY: 'Oslo 北京', COUNT: 3, FORCE: true };
    await save('Weekly');
    expect(await save('  Daily ', values)).toMatchObject({
      script_id: scriptId,
      name: 'Daily',
      values,
    });
    expect(await names()).toEqual(['Daily', 'Weekly']);
  });

  it('changes and deletes a preset', async () => {
    const { id } = await save('Old', { CITY: 'Oslo' });
    const body = { name: 'New', values: { CITY: 'Bergen' } };
    const { body: answer } = await server.api.put(`${presets}/${id}`).send(body).expect(200);
    expect(answer.data).toMatchObject(body);
    await server.api.delete(`${presets}/${id}`).expect(200);
    expect(await names()).toEqual([]);
    for (const again of [
      server.api.delete(`${presets}/${id}`),
      server.api.put(`${presets}/${id}`).send(body),
    ]) {
      expect((await again.expect(404)).body.error).toBe('RUN_PRESET_NOT_FOUND');
    }
  });

  it('has a name once for each script', async () => {
    await save('Mine');
    const { id } = await save('Other');
    const body = { name: 'Mine', values: {} };
    for (const request of [
      server.api.post(presets).send(body),
      server.api.put(`${presets}/${id}`).send(body),
    ]) {
      const { body: refusal } = await request.expect(409);
      expect(refusal).toMatchObject({
        error: 'RUN_PRESET_NAME_TAKEN',
        fields: [{ field: 'name' }],
      });
    }
    const other = await newScript(server.api);
    await server.api.post(`/api/scripts/${other.id}/presets`).send(body).expect(201);
  });

  it('gives a name to one of two who ask at once', async () => {
    const ask = () => server.api.post(presets).send({ name: 'Twice', values: {} });
    const statuses = (await Promise.all([ask(), ask()])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409]);
  });

  it("leaves another script's presets alone", async () => {
    const { id } = await save('Mine');
    const other = await newScript(server.api);
    const foreign = `/api/scripts/${other.id}/presets/${id}`;
    await server.api.delete(foreign).expect(404);
    await server.api.put(foreign).send({ name: 'Stolen', values: {} }).expect(404);
    expect(await names()).toEqual(['Mine']);
  });

  it('goes with its script, and says when there is none', async () => {
    await save('Mine');
    await server.api.delete(`/api/scripts/${scriptId}`).expect(200);
    for (const request of [
      server.api.get(presets),
      server.api.post(presets).send({ name: 'x', values: {} }),
    ]) {
      expect((await request.expect(404)).body.error).toBe('SCRIPT_NOT_FOUND');
    }
  });

  it('takes a hundred presets, and says what to do about more', async () => {
    for (let number = 0; number < 100; number++) await save(`preset ${number}`);
    const answer = await server.api.post(presets).send({ name: 'more', values: {} }).expect(409);
    expect(answer.body).toMatchObject({
      error: 'TOO_MANY_RUN_PRESETS',
      message: expect.stringContaining('Delete one'),
    });
  });

  it.each([
    ['name', { name: ' ', values: {} }],
    ['name', { name: 'x'.repeat(61), values: {} }],
    ['values', { name: 'x' }],
    ['values', { name: 'x', values: ['CITY'] }],
    ['colour', { name: 'x', values: {}, colour: 'red' }],
  ])('names the wrong field %s', async (field, body) => {
    const answer = await server.api.post(presets).send(body).expect(400);
    expect(answer.body).toMatchObject({
      error: 'VALIDATION_FAILED',
      fields: [expect.objectContaining({ field })],
    });
  });
});
