import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { startTestApp, type TestApp } from './support/test-app.js';

/** What lies beside the execution's folder and must never be answered. */
const SECRET = 'not for the readers of this execution';

describe('files of an execution', () => {
  let server: TestApp;
  let id: number;
  let space: string;

  beforeAll(async () => {
    server = await startTestApp();
    const script = await newScript(server.api, {
      code: 'import os\nos.makedirs("out/deep")\nopen("out/deep/数据.csv", "w").write("a,b\\n1,2\\n")\n',
    });
    const started = await server.api
      .post(`/api/scripts/${script.id}/execute`)
      .attach('upload', Buffer.from('hello'), 'greeting.txt')
      .expect(201);
    id = started.body.data.id;
    await eventually('the run ends', async () => {
      const answer = await server.api.get(`/api/executions/${id}`).expect(200);
      return answer.body.data.end_time;
    });
    space = join(server.directory, 'execution_spaces', `execution_${id}`);
    await writeFile(join(server.directory, 'outside.txt'), SECRET);
  });

  afterAll(() => server.close());

  const list = async () =>
    (await server.api.get(`/api/executions/${id}/files`).expect(200)).body.data;
  const file = (path: string) => `/api/executions/${id}/files/${path}`;
  const put = (path: string, content: string | Buffer) => writeFile(join(space, path), content);

  /** Sends a path as it stands: clients would tidy it up. */
  async function statusOfRawPath(path: string): Promise<number> {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).not.toContain(SECRET);
    return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
  }

  describe('the list', () => {
    it('shows what was uploaded and what the script wrote, by path', async () => {
      const answer = await list();
      expect(answer.items).toMatchObject([
        { path: 'greeting.txt', name: 'greeting.txt', size: 5, kind: 'text', is_upload: true },
        { path: 'main.py', kind: 'text', is_upload: false },
        { path: 'out/deep/数据.csv', name: '数据.csv', size: 8, kind: 'csv', is_upload: false },
      ]);
      expect(answer).toMatchObject({ total: 3, is_truncated: false });
      expect(Date.now() - Date.parse(answer.items[0].modified_at)).toBeLessThan(60_000);
    });

    it('shows links to files inside, and nothing that leads outside or is no file', async () => {
      const names = ['inner', 'outer', 'folder', 'circle', 'dangling', 'fifo'];
      await symlink('out/deep/数据.csv', join(space, 'inner'));
      await symlink('../../outside.txt', join(space, 'outer'));
      await symlink('/etc', join(space, 'folder'));
      await symlink('circle', join(space, 'circle'));
      await symlink('nowhere', join(space, 'dangling'));
      execFileSync('mkfifo', [join(space, 'fifo')]);
      const paths = (await list()).items.map(({ path }: { path: string }) => path);
      expect(paths).toEqual(['greeting.txt', 'inner', 'main.py', 'out/deep/数据.csv']);
      await Promise.all(names.map((name) => rm(join(space, name))));
    });

    it('stops at 1 000 files and says so', async () => {
      const many = join(space, 'many');
      await mkdir(many);
      await Promise.all(Array.from({ length: 1_200 }, (_, i) => writeFile(join(many, `${i}`), '')));
      const answer = await list();
      expect(answer).toMatchObject({ total: 1_000, is_truncated: true });
      expect(answer.items).toHaveLength(1_000);
      await rm(many, { recursive: true });
    });

    it('shows names that are no text, by which the files are found', async () => {
      const names = [
        Buffer.from('b2e2cad42e637376', 'hex'),
        Buffer.from('\\xB2.txt'),
        Buffer.from('%B2'),
      ];
      const below = Buffer.concat([Buffer.from(`${space}/strange`), Buffer.from([0xff])]);
      await mkdir(below);
      for (const name of names)
        await writeFile(Buffer.concat([below, Buffer.from('/'), name]), name);
      await symlink('/etc/passwd', Buffer.concat([below, Buffer.from([0x2f, 0xfe])]));
      const found = (await list()).items.filter(({ path }: { path: string }) =>
        /^strange/.test(path),
      );
      expect(found).toMatchObject([
        { path: 'strange\\xFF/%B2', name: '%B2' },
        { path: 'strange\\xFF/\\x5CxB2.txt', kind: 'text' },
        { path: 'strange\\xFF/\\xB2\\xE2\\xCA\\xD4.csv', size: 8, kind: 'csv' },
      ]);
      const bodies: Buffer[] = [];
      for (const { path } of found) {
        const answer = await server.api.get(`${file(encodeURIComponent(path))}?download=true`);
        bodies.push(answer.body);
      }
      expect(bodies).toEqual(names.toReversed());
      const out = await server.api.get(file(encodeURIComponent('strange\\xFF/\\xFE'))).expect(400);
      expect(out.body.error).toBe('UNSAFE_PATH');
      await rm(below, { recursive: true });
    });

    it('is empty when the folder is gone', async () => {
      const script = await newScript(server.api);
      const started = await server.api
        .post(`/api/scripts/${script.id}/execute`)
        .send({})
        .expect(201);
      const other = started.body.data.id as number;
      await eventually('the run ends', async () => {
        return (await server.api.get(`/api/executions/${other}`)).body.data.end_time;
      });
      await rm(join(space, '..', `execution_${other}`), { recursive: true });
      const answer = await server.api.get(`/api/executions/${other}/files`).expect(200);
      expect(answer.body.data).toEqual({
        items: [],
        total: 0,
        total_bytes: 0,
        is_truncated: false,
      });
    });

    it('answers 404 for an unknown execution', async () => {
      const answer = await server.api.get('/api/executions/999999/files').expect(404);
      expect(answer.body.error).toBe('EXECUTION_NOT_FOUND');
      await server.api.get('/api/executions/999999/files/greeting.txt').expect(404);
    });
  });

  describe('one file', () => {
    it.each(['page.html', 'PAGE.HTM'])(
      'is shown as the page it is, kept from the API and from all else: %s',
      async (name) => {
        const page = '<script>fetch("/api/scripts")</script>';
        await put(name, page);
        const answer = await server.api.get(file(name)).expect(200);
        expect(answer.text).toBe(page);
        expect(answer.headers).toMatchObject({
          'content-type': 'text/html; charset=utf-8',
          'content-length': String(page.length),
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-cache, no-transform',
        });
        expect(answer.headers['content-disposition']).toMatch(/^inline;/);
        const policy = policyOf(answer.headers['content-security-policy']);
        // an origin of its own without script and forms, and what it may load is neither code nor data
        expect(policy).toEqual({
          sandbox: [],
          'default-src': ["'none'"],
          'img-src': ["'self'", 'data:'],
          'style-src': ["'unsafe-inline'"],
          'frame-ancestors': ["'self'"],
        });
        // what such a page asks for all the same, the API refuses
        const asked = await server.api.get('/api/scripts').set('Origin', 'null').expect(403);
        expect(asked.headers['access-control-allow-origin']).toBeUndefined();
      },
    );

    it('is shown by the browser’s viewer if it is a PDF file, which may load nothing', async () => {
      await put('paper.pdf', '%PDF-1.4');
      const { headers } = await server.api.get(file('paper.pdf')).expect(200);
      expect(headers['content-type']).toBe('application/pdf');
      expect(headers['content-disposition']).toMatch(/^inline;/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(policyOf(headers['content-security-policy'])).toMatchObject({
        'default-src': ["'none'"],
        'frame-ancestors': ["'self'"],
      });
    });

    it.each(['page.xhtml', 'page.html.bin', 'program', 'page.mhtml', 'sheet.xlsx', 'movie.swf'])(
      'is an attachment if it is of no kind that can be shown: %s',
      async (name) => {
        await put(name, '<script>alert(1)</script>');
        const { headers } = await server.api.get(file(name)).expect(200);
        expect(headers['content-type']).toBe('application/octet-stream');
        expect(headers['content-disposition']).toMatch(/^attachment;/);
        expect(policyOf(headers['content-security-policy'])).toHaveProperty('sandbox');
      },
    );

    it.each([
      ['table.csv', 'text/plain; charset=utf-8'],
      ['notes.md', 'text/plain; charset=utf-8'],
      ['data.json', 'application/json; charset=utf-8'],
      ['picture.PNG', 'image/png'],
      ['drawing.svg', 'image/svg+xml'],
      ['paper.pdf', 'application/pdf'],
      ['page.xhtml', 'application/octet-stream'],
      ['program', 'application/octet-stream'],
    ])('shows %s as %s', async (name, type) => {
      await put(name, '{}');
      const answer = await server.api.get(file(name)).expect(200);
      expect(answer.headers['content-type']).toBe(type);
    });

    it('is downloaded under its own name, in any script', async () => {
      const path = file(`out/deep/${encodeURIComponent('数据.csv')}?download=true`);
      const answer = await server.api.get(path).expect(200);
      expect(answer.headers['content-disposition']).toBe(
        `attachment; filename="__.csv"; filename*=UTF-8''%E6%95%B0%E6%8D%AE.csv`,
      );
      expect(answer.headers['content-type']).toBe('application/octet-stream');
      expect(answer.body.toString()).toBe('a,b\n1,2\n');
    });

    it('is found when the slashes of its path come encoded, as generated clients send them', async () => {
      await server.api.get(file(encodeURIComponent('out/deep/数据.csv'))).expect(200, 'a,b\n1,2\n');
    });

    it.each(['100% "sure";\r\n.txt', "it's (1)*.txt", '..hidden', 'a\\b', ' ', '😀'])(
      'may have the name %j',
      async (name) => {
        await put(name, name);
        const answer = await server.api.get(`${file(encodeURIComponent(name))}?download=true`);
        expect(answer.status).toBe(200);
        expect(answer.body.toString()).toBe(name);
        const encoded = /filename\*=UTF-8''([\w%.~!#$&+^`|-]+)$/.exec(
          answer.headers['content-disposition'] ?? '',
        )?.[1];
        expect(decodeURIComponent(encoded ?? '')).toBe(name);
      },
    );

    it('is not sent again to whom has it', async () => {
      const first = await server.api.get(file('greeting.txt')).expect(200);
      const etag = first.headers['etag'] ?? '';
      expect(first.headers['last-modified']).toBeDefined();
      await server.api.get(file('greeting.txt')).set('If-None-Match', etag).expect(304);
      await put('greeting.txt', 'HELLO');
      await server.api.get(file('greeting.txt')).set('If-None-Match', etag).expect(200, 'HELLO');
    });

    it.each([
      ['bytes=2-4', 206, 'bytes 2-4/10', '234'],
      ['bytes=7-', 206, 'bytes 7-9/10', '789'],
      ['bytes=-2', 206, 'bytes 8-9/10', '89'],
      ['bytes=5-100', 206, 'bytes 5-9/10', '56789'],
      ['bytes=-50', 206, 'bytes 0-9/10', '0123456789'],
      ['bytes=5-2', 200, undefined, '0123456789'],
      ['bytes=0-1,4-5', 200, undefined, '0123456789'],
      ['lines=1-2', 200, undefined, '0123456789'],
    ])('answers the range %s with %i', async (range, status, contentRange, body) => {
      await put('digits.txt', '0123456789');
      const answer = await server.api.get(file('digits.txt')).set('Range', range);
      expect(answer.status).toBe(status);
      expect(answer.headers['content-range']).toBe(contentRange);
      expect(answer.text).toBe(body);
    });

    it('refuses a range beyond its end', async () => {
      await put('digits.txt', '0123456789');
      const answer = await server.api.get(file('digits.txt')).set('Range', 'bytes=10-').expect(416);
      expect(answer.headers['content-range']).toBe('bytes */10');
      expect(answer.body).toMatchObject({ code: 1, data: null });
    });

    it('sends the whole file when a range goes on from an older one', async () => {
      const request = server.api.get(file('digits.txt')).set('Range', 'bytes=2-4');
      await request.set('If-Range', '"older"').expect(200);
    });

    it('may be empty', async () => {
      await put('empty.txt', '');
      const answer = await server.api.get(file('empty.txt')).expect(200);
      expect(answer.headers['content-length']).toBe('0');
    });

    it('answers HEAD without a body', async () => {
      const answer = await server.api.head(file('digits.txt')).expect(200);
      expect(answer.headers['content-length']).toBe('10');
    });

    it.each(['missing.txt', 'out', 'greeting.txt/more', 'main.py/'])(
      'answers 4xx for %s',
      async (path) => {
        const answer = await server.api.get(file(path));
        expect([400, 404]).toContain(answer.status);
        expect(['FILE_NOT_FOUND', 'UNSAFE_PATH']).toContain(answer.body.error);
      },
    );
  });

  describe('ways out', () => {
    it.each([
      '../outside.txt',
      '../../outside.txt',
      'out/../../../outside.txt',
      '..%2F..%2Foutside.txt',
      '%2e%2e/%2e%2e/outside.txt',
      '%2e%2e%2f%2e%2e%2foutside.txt',
      '.%2e%2foutside.txt',
      './greeting.txt',
      '%2Fetc%2Fpasswd',
      '/etc/passwd',
      'greeting.txt%00.png',
    ])('refuses %s', async (path) => {
      expect(await statusOfRawPath(file(path))).toBe(400);
    });

    it('takes a doubly encoded path and a backslash as ordinary names', async () => {
      expect(await statusOfRawPath(file('%252e%252e%252foutside.txt'))).toBe(404);
      expect(await statusOfRawPath(file('..%5c..%5coutside.txt'))).toBe(404);
    });

    it('refuses paths that are not correctly encoded', async () => {
      expect(await statusOfRawPath(file('%c0%ae%c0%ae%2foutside.txt'))).toBe(400);
      expect(await statusOfRawPath(file('%ZZ'))).toBe(400);
    });

    it('does not follow a link out, be it a file or a folder', async () => {
      await symlink('../../outside.txt', join(space, 'leak.txt'));
      await symlink(server.directory, join(space, 'folder'));
      await symlink('leak.txt', join(space, 'twice.txt'));
      for (const path of ['leak.txt', 'folder/outside.txt', 'twice.txt']) {
        const answer = await server.api.get(file(path)).expect(400);
        expect(answer.body.error).toBe('UNSAFE_PATH');
        expect(answer.text).not.toContain(server.directory);
      }
    });

    it('does not take a neighbour whose name begins alike for the inside', async () => {
      await mkdir(`${space}0`, { recursive: true });
      await writeFile(join(`${space}0`, 'outside.txt'), SECRET);
      await symlink(`../execution_${id}0/outside.txt`, join(space, 'neighbour.txt'));
      await server.api.get(file('neighbour.txt')).expect(400);
    });

    it('follows a link to a file inside', async () => {
      await symlink('digits.txt', join(space, 'link.txt'));
      await server.api.get(file('link.txt')).expect(200, '0123456789');
    });

    it('does not wait for a FIFO', async () => {
      execFileSync('mkfifo', [join(space, 'pipe')]);
      const answer = await server.api.get(file('pipe')).expect(404);
      expect(answer.body.error).toBe('FILE_NOT_FOUND');
    });
  });

  it('streams a large file in flat memory, and closes it when the reader leaves', async () => {
    const size = 512 * 1024 ** 2;
    await put('large.bin', '');
    // sparse: it needs no room on the disk
    await truncate(join(space, 'large.bin'), size);
    const before = process.memoryUsage.rss();
    const answer = await fetch(`${server.url}${file('large.bin')}`);
    let received = 0;
    let peak = 0;
    for await (const bytes of answer.body ?? []) {
      received += (bytes as Uint8Array).length;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
    expect(received).toBe(size);
    expect(peak - before).toBeLessThan(100 * 1024 ** 2);

    const leaving = new AbortController();
    const partly = await fetch(`${server.url}${file('large.bin')}`, { signal: leaving.signal });
    await partly.body?.getReader().read();
    expect(await openFiles()).toContain(join(space, 'large.bin'));
    leaving.abort();
    await eventually('the file is closed', async () => {
      return !(await openFiles()).includes(join(space, 'large.bin'));
    });
  });

  it('breaks the connection when a file shrinks while it is sent', async () => {
    const path = join(space, 'shrinking.bin');
    await put('shrinking.bin', '');
    await truncate(path, 256 * 1024 ** 2);
    const answer = await fetch(`${server.url}${file('shrinking.bin')}`);
    await truncate(path, 1024);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });
});

/** The directives of a Content-Security-Policy with their values. */
function policyOf(header = ''): Record<string, string[]> {
  return Object.fromEntries(
    header.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(' ');
      return [name, values];
    }),
  );
}

/** Paths of the files that this process, which is the server too, has open. */
async function openFiles(): Promise<string[]> {
  const descriptors = await readdir('/proc/self/fd');
  // one of them was open only to list them
  return Promise.all(descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
}
