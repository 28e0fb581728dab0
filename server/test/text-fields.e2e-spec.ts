import { DataSource } from 'typeorm';
import { newScript, scriptFields } from './support/new-script.js';
import { execute } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const CONTROLS = ['\0', '\t', '\n', '\u001b', '\u007f', '\u0085'];
const CONTROL_CHARACTER = {
  code: 'CONTROL_CHARACTER',
  message: 'It has a character that nobody sees, such as a tab, a line break or NUL. Remove it.',
};
const VALUE_WITH_NUL = {
  code: 'VALUE_WITH_NUL',
  message: 'It has a NUL character. Remove it.',
};

/** Where a text is sent to, around the text. */
type Request = (text: string) => { path: string; body: object; method?: 'post' | 'put' };

describe('texts that people write', () => {
  let server: TestApp;
  let id: number;
  beforeAll(async () => {
    server = await startTestApp();
    id = (await newScript(server.api)).id;
    await newScript(server.api);
  });
  afterAll(() => server.close());

  const send = ({ path, body, method = 'post' }: ReturnType<Request>) =>
    server.api[method](`/api/${path}`).send(body);
  const schedule = (fields: object) => ({
    path: 'schedules',
    body: { script_id: id, name: 'nightly', cron_expression: '0 0 1 1 *', ...fields },
  });
  const script = (fields: Record<string, unknown>) => ({
    path: 'scripts',
    body: scriptFields(fields),
  });
  const parameter = (fields: Record<string, unknown>) =>
    script({ parameters: [{ key: 'A', ...fields }] });
  const update = (body: object) => ({ path: `scripts/${id}`, body, method: 'put' as const });

  const names: [string, string, Request][] = [
    ['the name of a script', 'name', (name) => script({ name })],
    ['the new name of a script', 'name', (name) => update({ name })],
    ['a tag', 'tags', (tag) => script({ tags: [tag] })],
    ['a category', 'category', (category) => script({ category })],
    ['the label of a parameter', 'parameters.0.label', (label) => parameter({ label })],
    [
      'the ending of a copy',
      'ending',
      (ending) => ({ path: `scripts/${id}/duplicate`, body: { ending } }),
    ],
    ['the name of a schedule', 'name', (name) => schedule({ name })],
    [
      'the name of saved values',
      'name',
      (name) => ({ path: `scripts/${id}/presets`, body: { name, values: {} } }),
    ],
    [
      'the name of a view',
      'name',
      (name) => ({ path: 'saved-views', body: { name, filters: {} } }),
    ],
    [
      'the name of an interpreter',
      'name',
      (name) => ({ path: 'interpreters', body: { name, path: '/opt/absent/python3' } }),
    ],
  ];

  it.each(names)('%s has no character that nobody sees', async (what, field, request) => {
    // space within a tag becomes one blank
    const controls = what === 'a tag' ? ['\0', '\u001b', '\u007f'] : CONTROLS;
    for (const control of controls) {
      const answer = await send(request(`a${control}b`));
      expect(answer.status).toBe(400);
      expect(answer.body.error).toBe('VALIDATION_FAILED');
      expect(answer.body.fields).toMatchObject([{ field, ...CONTROL_CHARACTER }]);
    }
  });

  const texts: [string, string, Request][] = [
    ['the description of a script', 'description', (description) => script({ description })],
    ['code', 'code', (code) => script({ code })],
    [
      'the code of a draft',
      'draft.code',
      (code) => ({ path: `scripts/${id}/execute`, body: { draft: { code } } }),
    ],
    [
      'the description of a version',
      'version_description',
      (text) => update({ version_description: text }),
    ],
    [
      'the reason of a rollback',
      'reason',
      (reason) => ({ path: `scripts/${id}/rollback/1`, body: { reason } }),
    ],
    ['the description of a schedule', 'description', (description) => schedule({ description })],
    [
      'the description of a parameter',
      'parameters.0.description',
      (description) => parameter({ description }),
    ],
    [
      'the default of a parameter',
      'parameters.0.default_value',
      (text) => parameter({ type: 'text', default_value: text }),
    ],
    [
      'an option of a parameter',
      'parameters.0.options',
      (option) => parameter({ type: 'select', options: [option] }),
    ],
  ];

  it.each(texts)('%s has no NUL', async (_, field, request) => {
    const answer = await send(request('one\n\ttwo\0'));
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe('VALIDATION_FAILED');
    expect(answer.body.fields).toMatchObject([{ field, ...VALUE_WITH_NUL }]);
  });

  it('may have lines and tabs where there is room for them', async () => {
    const description = 'one\n\ttwo\r\nthree';
    const code = 'if True:\n\tprint(1)\n';
    const { id: made } = await newScript(server.api, { description, code });
    const { body } = await server.api.get(`/api/scripts/${made}`).expect(200);
    expect(body.data).toMatchObject({ description, code });
  });

  it('refuses a name that was stored before, until a right one is given', async () => {
    const wrong = 'a\0b';
    await server.app.get(DataSource).query('UPDATE scripts SET name = ? WHERE id = ?', [wrong, id]);
    const { body } = await server.api.get(`/api/scripts/${id}`).expect(200);
    expect(body.data.name).toBe(wrong);
    await send(update({ description: 'as before' })).expect(200);
    await send(update({ name: wrong })).expect(400);
    await send(update({ name: 'right', base: { name: wrong } })).expect(200);
  });

  describe('as values of a run', () => {
    let runId: number;
    const parameters = [
      { key: 'TEXT', type: 'text' },
      { key: 'WORD', type: 'string' },
      { key: 'COUNT', type: 'integer' },
      { key: 'CHOICE', type: 'select', options: ['one', 'two'] },
    ];
    beforeAll(async () => {
      runId = (await newScript(server.api, { parameters })).id;
    });

    it.each(['TEXT', 'WORD', 'COUNT', 'CHOICE'])('have no NUL: %s', async (key) => {
      const params = { [key]: '1\0' };
      const answers = [
        await send({ path: `scripts/${runId}/execute`, body: { params } }),
        await send(schedule({ script_id: runId, params })),
      ];
      for (const { status, body } of answers) {
        expect(status).toBe(400);
        expect(body.fields).toMatchObject([{ field: `params.${key}`, ...VALUE_WITH_NUL }]);
      }
    });

    it('are refused also where an option was stored with one before', async () => {
      const { id: old } = await newScript(server.api, { parameters });
      const stored = [{ key: 'CHOICE', type: 'select', options: ['a\0'] }];
      await server.app
        .get(DataSource)
        .query('UPDATE scripts SET parameters = ? WHERE id = ?', [JSON.stringify(stored), old]);
      const answer = await send({
        path: `scripts/${old}/execute`,
        body: { params: { CHOICE: 'a\0' } },
      }).expect(400);
      expect(answer.body.fields).toMatchObject([{ field: 'params.CHOICE', ...VALUE_WITH_NUL }]);
    });
  });

  it('that name a file or a program are refused with NUL', async () => {
    const program = await send({ path: 'interpreters', body: { name: 'a', path: '/opt/a\0b' } });
    expect(program.status).toBe(400);
    expect(program.body.fields).toMatchObject([{ field: 'path', code: 'PROGRAM_ABSENT' }]);
    const dependency = await send(script({ dependencies: ['requ\0ests'] }));
    expect(dependency.status).toBe(400);
    const folder = await send(script({ readable_folders: ['/srv/a\0b'] }));
    expect(folder.status).toBe(400);
    const { id: run } = await execute(server, id);
    const file = await server.api.get(`/api/executions/${run}/files/a%00b`);
    expect(file.status).toBe(400);
  });
});
