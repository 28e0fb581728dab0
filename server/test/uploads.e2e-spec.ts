import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const LIMIT = 8 * 1024 ** 2;

describe('uploads', () => {
  let server: TestApp;
  let scriptId: number;

  beforeAll(async () => {
    server = await startTestApp({ settings: { UPLOAD_LIMIT_BYTES: String(LIMIT) } });
    const parameters = [{ key: 'GREETING', description: '', default_value: 'hi', required: false }];
    scriptId = (await newScript(server.api, { parameters })).id;
  });

  afterAll(() => server.close());

  const execute = () => server.api.post(`/api/scripts/${scriptId}/execute`);
  const spaceOf = (id: number) => join(server.directory, 'execution_spaces', `execution_${id}`);
  const staged = () => readdir(join(server.directory, 'execution_spaces', '.incoming'));

  /** Sends a multipart body of parts as they stand: clients would not send wrong ones. */
  function executeWith(...parts: [header: string, content: string][]) {
    const body = parts
      .map(
        ([header, content]) =>
          `--cut\r\nContent-Disposition: form-data; ${header}\r\n\r\n${content}\r\n`,
      )
      .join('');
    return execute()
      .set('Content-Type', 'multipart/form-data; boundary=cut')
      .send(Buffer.from(`${body}--cut--\r\n`));
  }

  it('become files of the working directory, whatever their fields and names are', async () => {
    const names = [
      '数据.csv',
      'Привет мир.txt',
      'a "quoted" name',
      "it's; 100%",
      'naïve',
      '😀',
      ' ',
    ];
    let sending = execute().field('params', '{"GREETING":"hello"}');
    names.forEach((name, index) => {
      sending = sending.attach(`field ${index % 2}`, Buffer.from(`of ${name}`), name);
    });
    const answer = await sending.expect(201);
    const { id, uploads, params } = answer.body.data;
    expect(uploads).toEqual(names);
    expect(params).toEqual({ GREETING: 'hello' });
    for (const name of names) {
      expect(await readFile(join(spaceOf(id), name), 'utf8')).toBe(`of ${name}`);
    }
    expect(await staged()).toEqual([]);
  });

  it('are there when the script starts', async () => {
    const reader = await newScript(server.api, { code: 'print(open("数据.csv").read())\n' });
    const answer = await server.api
      .post(`/api/scripts/${reader.id}/execute`)
      .attach('file', Buffer.from('in time'), '数据.csv')
      .expect(201);
    const ended = await eventually('the run ends', async () => {
      const execution = await server.api.get(`/api/executions/${answer.body.data.id}`);
      return execution.body.data.end_time ? execution.body.data : null;
    });
    expect(ended).toMatchObject({ status: 'success', output: 'in time\n' });
  });

  it('are optional in a multipart body', async () => {
    const answer = await execute().field('params', '{}').expect(201);
    expect(answer.body.data.uploads).toEqual([]);
    // what a browser sends for a file input in which nothing was chosen
    const nothing = 'name="file"; filename=""\r\nContent-Type: application/octet-stream';
    const empty = await executeWith([nothing, '']).expect(201);
    expect(empty.body.data.uploads).toEqual([]);
  });

  it('leave JSON bodies as they are', async () => {
    const answer = await execute()
      .send({ params: { GREETING: 'json' } })
      .expect(201);
    expect(answer.body.data.params).toEqual({ GREETING: 'json' });
  });

  it('may be empty, and as long as the limit', async () => {
    const answer = await execute()
      .attach('a', Buffer.alloc(0), 'empty')
      .attach('b', Buffer.alloc(LIMIT), 'full')
      .expect(201);
    expect((await stat(join(spaceOf(answer.body.data.id), 'empty'))).size).toBe(0);
    expect((await stat(join(spaceOf(answer.body.data.id), 'full'))).size).toBe(LIMIT);
  });

  it('are refused by name when they are too large', async () => {
    const answer = await execute()
      .attach('a', Buffer.from('fine'), 'fine.txt')
      .attach('b', Buffer.alloc(LIMIT + 1), 'large.bin')
      .expect(413);
    expect(answer.body).toMatchObject({ code: 1, data: null, error: 'UPLOAD_TOO_LARGE' });
    expect(answer.body.message).toContain('large.bin');
    expect(answer.body.message).toContain(String(LIMIT));
    expect(await staged()).toEqual([]);
  });

  it.each([
    ['a/b.txt', 'slashes'],
    ['../escape.txt', 'slashes'],
    ['/etc/passwd', 'slashes'],
    ['.', 'not a name'],
    ['..', 'not a name'],
    ['main.py', 'the script itself'],
    ['main.js', 'the script itself'],
    ['数'.repeat(86), '255 bytes'],
  ])('are refused under the name %s', async (name, why) => {
    const answer = await executeWith(
      ['name="first"; filename="first.txt"', 'first'],
      [`name="second"; filename="${name}"`, 'second'],
    ).expect(400);
    expect(answer.body.error).toBe('UPLOAD_REFUSED');
    expect(answer.body.message).toContain(name);
    expect(answer.body.message).toContain(why);
    expect(await staged()).toEqual([]);
  });

  it('are refused when two have the same name', async () => {
    const answer = await execute()
      .attach('a', Buffer.from('1'), '数据.csv')
      .attach('b', Buffer.from('2'), '数据.csv')
      .expect(400);
    expect(answer.body.error).toBe('UPLOAD_REFUSED');
    expect(answer.body.message).toContain('数据.csv');
    expect(await staged()).toEqual([]);
  });

  it('take the longest name there is', async () => {
    const name = `${'数'.repeat(83)}.txt12`;
    const answer = await execute().attach('a', Buffer.from('1'), name).expect(201);
    expect(await readdir(spaceOf(answer.body.data.id))).toContain(name);
  });

  it.each([
    ['a NUL in a name', 'name="a"; filename="x\0.txt"'],
    ['a part without a name', 'filename="x.txt"'],
  ])('are refused for %s', async (_what, header) => {
    const answer = await executeWith([header, 'x']).expect(400);
    expect(answer.body.error).toBe('UPLOAD_REFUSED');
    expect(await staged()).toEqual([]);
  });

  it.each([
    [
      'that ends early',
      'multipart/form-data; boundary=cut',
      '--cut\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nhalf',
    ],
    ['without a boundary', 'multipart/form-data', 'anything'],
    ['that is none', 'multipart/form-data; boundary=cut', 'anything'],
  ])('are refused in a multipart body %s', async (_what, type, body) => {
    const answer = await execute().set('Content-Type', type).send(Buffer.from(body)).expect(400);
    expect(answer.body.error).toBe('UPLOAD_REFUSED');
    expect(await staged()).toEqual([]);
  });

  it.each([
    ['parameters that are not JSON', { params: 'GREETING=hello' }, 'params'],
    ['parameters that are no object', { params: '[1]' }, 'params'],
    ['unknown fields', { unknown: 'x' }, 'unknown'],
    ['values of unknown parameters', { params: '{"OTHER":1}' }, 'params.OTHER'],
  ])('are discarded with %s', async (_what, fields, field) => {
    let sending = execute().attach('a', Buffer.from('1'), 'a.txt');
    for (const [name, value] of Object.entries(fields)) sending = sending.field(name, value);
    const answer = await sending.expect(400);
    expect(answer.body.error).toBe('VALIDATION_FAILED');
    expect(answer.body.fields[0].field).toBe(field);
    expect(await staged()).toEqual([]);
  });

  it('are discarded for a script that does not exist', async () => {
    const answer = await server.api
      .post('/api/scripts/999999/execute')
      .attach('a', Buffer.from('1'), 'a.txt')
      .expect(404);
    expect(answer.body.error).toBe('SCRIPT_NOT_FOUND');
    expect(await staged()).toEqual([]);
  });

  it('leave nothing behind when the client disconnects in the middle', async () => {
    const { hostname, port } = new URL(server.url);
    const sending = httpRequest({
      hostname,
      port,
      path: `/api/scripts/${scriptId}/execute`,
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=cut' },
    });
    sending.on('error', () => undefined);
    sending.write('--cut\r\nContent-Disposition: form-data; name="a"; filename="half.bin"\r\n\r\n');
    sending.write(Buffer.alloc(1024 ** 2));
    await eventually('the upload is under way', async () => (await staged()).length === 1);
    sending.destroy();
    await eventually('nothing is left', async () => (await staged()).length === 0);
  });

  it('are written as they come, in flat memory', async () => {
    const roomy = await startTestApp();
    const script = await newScript(roomy.api);
    const { hostname, port } = new URL(roomy.url);
    const size = 256 * 1024 ** 2;
    const piece = Buffer.alloc(1024 ** 2, 'x');
    const before = process.memoryUsage.rss();
    let peak = before;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = httpRequest(
        {
          hostname,
          port,
          path: `/api/scripts/${script.id}/execute`,
          method: 'POST',
          headers: { 'Content-Type': 'multipart/form-data; boundary=cut' },
        },
        (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode));
        },
      );
      sending.on('error', reject);
      sending.write('--cut\r\nContent-Disposition: form-data; name="a"; filename="big"\r\n\r\n');
      let sent = 0;
      const sendOn = () => {
        let hasRoom = true;
        while (hasRoom && sent < size) {
          hasRoom = sending.write(piece);
          sent += piece.length;
        }
        peak = Math.max(peak, process.memoryUsage.rss());
        if (sent < size) sending.once('drain', sendOn);
        else sending.end('\r\n--cut--\r\n');
      };
      sendOn();
    });
    expect(status).toBe(201);
    expect(peak - before).toBeLessThan(100 * 1024 ** 2);
    await roomy.close();
  });
});

describe('a start after a crash', () => {
  it('removes what was being uploaded', async () => {
    const first = await startTestApp();
    const incoming = join(first.directory, 'execution_spaces', '.incoming');
    await mkdir(join(incoming, 'left', 'behind'), { recursive: true });
    const second = await startTestApp({ directory: first.directory });
    expect(await readdir(incoming)).toEqual([]);
    await second.close();
    await first.close();
  });
});
