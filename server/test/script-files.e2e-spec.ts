import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('scripts as files', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.close());

  type Files = Record<string, string | Uint8Array>;

  const bytesOf = (content: string | Uint8Array) =>
    Buffer.from(typeof content === 'string' ? strToU8(content) : content);

  const zip = (files: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

  function post(path: string, files: Files, choices?: object[]) {
    const request = server.api.post(`/api/scripts/${path}`);
    for (const [name, content] of Object.entries(files)) {
      request.attach('files', bytesOf(content), name);
    }
    if (choices) request.field('choices', JSON.stringify(choices));
    return request;
  }

  const preview = async (files: Files) =>
    (await post('import/preview', files).expect(200)).body.data;
  const load = async (files: Files, choices?: object[]) =>
    (await post('import', files, choices).expect(200)).body.data.items;

  async function archive(ids: number[]): Promise<Buffer> {
    const answer = await server.api
      .get('/api/scripts/export')
      .query({ ids: ids.join(',') })
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    return answer.body as Buffer;
  }

  it('exports scripts so that importing them makes the same again', async () => {
    const fields = {
      name: 'Täglich: report/1',
      description: 'Writes it',
      code: 'print("ü")\n',
      parameters: [{ key: 'DAY', required: true }],
      dependencies: ['rich==13.*'],
      tags: ['daily'],
      category: 'reports',
      timeout_seconds: 60,
    };
    const made = await newScript(server.api, fields);
    const content = await archive([made.id]);
    const paths = Object.keys(unzipSync(content));
    expect(paths).toEqual([
      'Täglich_ report_1/Täglich_ report_1.py',
      'Täglich_ report_1/script.json',
    ]);
    expect(strFromU8(unzipSync(content)[paths[0] as string] as Uint8Array)).toBe(fields.code);
    await server.api.delete(`/api/scripts/${made.id}`).expect(200);
    const [imported] = await load({ 'scripts.zip': content });
    expect(imported).toMatchObject({ name: fields.name, result: 'created', problems: [] });
    const script = await server.api.get(`/api/scripts/${imported.script_id}`).expect(200);
    expect(script.body.data).toMatchObject(fields);
  });

  it('keeps apart scripts whose names become one file name', async () => {
    const one = await newScript(server.api, { name: 'same:x' });
    const other = await newScript(server.api, { name: 'SAME?x' });
    const paths = Object.keys(unzipSync(await archive([one.id, other.id])));
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(4);
  });

  it('sends the code alone, and says which script is missing', async () => {
    const { id } = await newScript(server.api, { name: 'alone', code: 'print(1)\n' });
    const answer = await server.api.get(`/api/scripts/${id}/code`).expect(200);
    expect(answer.text).toBe('print(1)\n');
    expect(answer.headers['content-disposition']).toContain('alone.py');
    const missing = await server.api.get('/api/scripts/export?ids=999999').expect(404);
    expect(missing.body.error).toBe('SCRIPT_NOT_FOUND');
    await server.api.get('/api/scripts/export?ids=x').expect(400);
  });

  it('shows what would be imported, with conflicts, without doing it', async () => {
    const taken = await newScript(server.api, { name: 'taken' });
    const seen = await preview({
      'taken.py': 'print(2)\nprint(3)',
      'fresh.mjs': 'export {}',
      'notes.txt': 'hello',
      'picture.py': new Uint8Array([0xff, 0xfe, 0]),
    });
    expect(seen.ignored).toEqual(['notes.txt']);
    expect(seen.items).toMatchObject([
      { path: 'taken.py', conflict_id: taken.id, free_name: 'taken 2', lines: 2, problems: [] },
      { path: 'fresh.mjs', type: 'javascript', conflict_id: null, problems: [] },
      { path: 'picture.py', problems: [{ field: 'code' }] },
    ]);
    const { body } = await server.api.get('/api/scripts').query({ search: 'fresh' });
    expect(body.data.total).toBe(0);
  });

  it('skips, renames or replaces as a new version where a name is taken', async () => {
    const { id } = await newScript(server.api, { name: 'clash', code: 'print(1)' });
    const files = { 'clash.py': 'print(2)' };
    expect(await load(files)).toMatchObject([{ result: 'skipped', script_id: null }]);
    expect(await load(files, [{ path: 'clash.py', action: 'create' }])).toMatchObject([
      { result: 'failed', problems: [{ field: 'name', code: 'SCRIPT_NAME_TAKEN' }] },
    ]);
    expect(await load(files, [{ path: 'clash.py', action: 'rename' }])).toMatchObject([
      { result: 'created', name: 'clash 2' },
    ]);
    expect(await load(files, [{ path: 'clash.py', action: 'replace' }])).toMatchObject([
      { result: 'replaced', script_id: id },
    ]);
    const script = await server.api.get(`/api/scripts/${id}`);
    expect(script.body.data).toMatchObject({ version: 2, code: 'print(2)' });
    const choice = [{ path: 'clash.py', action: 'explode' }];
    const refused = await post('import', files, choice).expect(400);
    expect(refused.body.fields).toMatchObject([{ field: 'choices.0.action' }]);
  });

  it('imports the good ones of an archive and says what is wrong with the others', async () => {
    const outcomes = await load({
      'mixed.zip': zip({
        'good/script.json': JSON.stringify({ name: 'mixed good', tags: ['A'] }),
        'good/main.py': 'print(1)',
        'bad/script.json': JSON.stringify({ name: 'mixed bad', colour: 'red' }),
        'bad/main.py': 'print(1)',
        'lost/script.json': JSON.stringify({ name: 'mixed lost', code_file: 'gone.py' }),
        '__MACOSX/._main.py': 'x',
      }),
    });
    expect(outcomes).toMatchObject([
      { path: 'good/script.json', result: 'created', problems: [] },
      { path: 'bad/script.json', result: 'failed', problems: [{ field: 'colour' }] },
      { path: 'lost/script.json', result: 'failed', problems: [{ field: 'code_file' }] },
      { path: 'bad/main.py', result: 'created', problems: [] },
    ]);
  });

  it('says what is wrong with a description by its code, whatever rule it breaks', async () => {
    const description = {
      ...{ type: 'ruby', tags: 'daily', parameters: ['A'], limits: 5, code_file: '../main.py' },
    };
    const [outcome] = await load({
      'odd.zip': zip({ 'script.json': JSON.stringify(description), 'main.py': 'print(1)' }),
    });
    const { problems } = outcome as { problems: { field: string; code: string }[] };
    expect(Object.fromEntries(problems.map(({ field, code }) => [field, code]))).toEqual({
      type: 'VALUE_NOT_AN_OPTION',
      tags: 'NOT_A_LIST',
      'parameters.0': 'NOT_AN_OBJECT',
      limits: 'NOT_AN_OBJECT',
      code_file: 'CODE_FILE_MALFORMED',
    });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'says that a description has no field %s, at any depth',
    async (name) => {
      const description = `{ "tags": { "${name}": 1 }, "limits": { "${name}": 1 }, "${name}": 1 }`;
      const [outcome] = await load({
        'odd.zip': zip({ 'script.json': description, 'main.py': 'print(1)' }),
      });
      const problem = { code: 'FIELD_UNKNOWN', values: { field: name } };
      expect(outcome).toMatchObject({
        result: 'failed',
        problems: [name, `tags.${name}`, `limits.${name}`].map((field) => ({ field, ...problem })),
      });
    },
  );

  it('refuses more files than it takes at once', async () => {
    const names = Array.from({ length: 201 }, (_, index) => `${index}.py`);
    const files = Object.fromEntries(names.map((name) => [name, 'print(1)']));
    const { body } = await post('import/preview', files).expect(400);
    expect(body.reasons).toMatchObject([{ code: 'UPLOAD_OF_TOO_MANY' }]);
  });

  it.each<[string, Files, number, string, RegExp]>([
    ['nothing', {}, 400, 'IMPORT_REFUSED', /no script/],
    ['what only claims to be a zip', { 'a.zip': 'hello' }, 400, 'IMPORT_REFUSED', /not a zip/],
    [
      'a name that climbs out',
      { 'a.zip': zip({ '../evil.py': 'x' }) },
      400,
      'IMPORT_REFUSED',
      /unsafe file name/,
    ],
    [
      'a zip bomb',
      { 'a.zip': zip({ 'a.py': 'x'.repeat(40 * 1024 * 1024) }) },
      413,
      'TRANSFER_TOO_LARGE',
      /larger than 4096 KiB/,
    ],
    [
      'a zip that is cut off',
      { 'a.zip': zip({ 'a.py': 'print(1)'.repeat(99) }).slice(0, 45) },
      400,
      'IMPORT_REFUSED',
      /whole/,
    ],
    [
      'more scripts than it takes',
      {
        'a.zip': zip(Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`${n}.py`, 'x']))),
      },
      413,
      'TRANSFER_TOO_LARGE',
      /501 scripts/,
    ],
  ])('refuses %s and imports nothing', async (_what, files, status, error, message) => {
    const answer = await post('import', files).expect(status);
    expect(answer.body).toMatchObject({ error, message: expect.stringMatching(message) });
  });

  it('does not believe the size that an archive declares', async () => {
    const lying = zip({ 'a.py': 'x'.repeat(40 * 1024 * 1024) });
    new DataView(lying.buffer).setUint32(22, 10, true);
    const answer = await post('import', { 'a.zip': lying }).expect(413);
    expect(answer.body.error).toBe('TRANSFER_TOO_LARGE');
  });
});
