import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config/server-config.js';
import { newScript } from './support/new-script.js';
import { ended, execute, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const READ = (file: string) => `print(open(${JSON.stringify(file)}).read())`;

describe('what a run can get at', () => {
  let outside: string;
  let allowed: string;
  let server: TestApp;

  beforeAll(async () => {
    outside = await mkdtemp(join(tmpdir(), 'scriptorium-outside-'));
    allowed = join(outside, 'shared');
    mkdirSync(join(allowed, 'prices'), { recursive: true });
    writeFileSync(join(allowed, 'prices', 'today.txt'), '42');
    writeFileSync(join(outside, 'private.txt'), 'private');
    symlinkSync(outside, join(allowed, 'out'));
    server = await startTestApp({
      settings: { EXECUTION_ISOLATION: 'bwrap', READABLE_FOLDERS: allowed },
    });
  });
  afterAll(async () => {
    await server.close();
    await rm(outside, { recursive: true, force: true });
  });

  it('is a folder that an administrator allows and the script names, read-only', async () => {
    const file = join(allowed, 'prices/today.txt');
    const code = `${READ(file)}\nopen(${JSON.stringify(file)}, 'w')`;
    const readable_folders = [join(allowed, 'prices')];
    const execution = await run(server, code, { readable_folders });
    expect(execution).toMatchObject({
      output: '42\n',
      exit_code: 1,
      reach: { files: 'space', readable_folders, network: true },
    });
    expect(await run(server, READ(file))).toMatchObject({ exit_code: 1, output: '' });
  });

  it('is no folder that nobody has allowed, nor one behind a link that leads out', async () => {
    const fields = { name: 'a', type: 'python', code: '1' };
    const answer = await server.api
      .post('/api/scripts')
      .send({ ...fields, readable_folders: [outside] })
      .expect(400);
    expect(answer.body.fields).toMatchObject([
      {
        field: 'readable_folders',
        message: `No script may read ${outside}. Allowed are ${allowed} and what is below; an administrator sets READABLE_FOLDERS.`,
      },
    ]);
    await server.api
      .post('/api/scripts')
      .send({ ...fields, readable_folders: [`${allowed}/../private.txt`] })
      .expect(400);
    expect(await run(server, '1', { readable_folders: [join(allowed, 'out')] })).toMatchObject({
      reason: 'launch',
      error: `The folder ${join(allowed, 'out')} leads out of what scripts may read, by a link.`,
      cause: { code: 'folder_leads_out', values: { folder: join(allowed, 'out') } },
    });
    expect(await run(server, '1', { readable_folders: [join(allowed, 'gone')] })).toMatchObject({
      reason: 'launch',
      error: `The folder ${join(allowed, 'gone')}, which the script reads, is not there.`,
      cause: { code: 'folder_absent', values: { folder: join(allowed, 'gone') } },
    });
  });

  it('is the network unless the script or the server says otherwise', async () => {
    const code = `
import socket
print(sorted(name for _, name in socket.if_nameindex()))
server = socket.create_server(('127.0.0.1', 0))
socket.create_connection(server.getsockname())`;
    const execution = await run(server, code, { network: false });
    expect(execution).toMatchObject({ output: "['lo']\n", status: 'success' });
    expect(execution['reach']).toMatchObject({ network: false });
    const offline = await startTestApp({
      settings: { EXECUTION_ISOLATION: 'bwrap', EXECUTION_NETWORK: 'off' },
    });
    expect((await run(offline, code))['reach']).toMatchObject({ network: false });
    expect((await run(offline, '1', { network: true }))['reach']).toMatchObject({ network: true });
    await offline.close();
  });

  it('changes with the script, and says so', async () => {
    const script = await newScript(server.api, { network: false, readable_folders: [allowed] });
    const update = { network: null, readable_folders: [] };
    const { body } = await server.api.put(`/api/scripts/${script.id}`).send(update).expect(200);
    expect(body.data).toMatchObject({ ...update, version: 1 });
    const execution = await ended(server, (await execute(server, script.id)).id);
    expect(execution['reach']).toMatchObject({ network: true, readable_folders: [] });
  });
});

describe('a server without a sandbox', () => {
  it('does not start a script that must not use the network', async () => {
    const server = await startTestApp({ settings: { EXECUTION_ISOLATION: 'plain' } });
    const execution = await run(server, 'print(1)', { network: false });
    expect(execution).toMatchObject({ status: 'failed', reason: 'launch', output: '' });
    expect(execution['error']).toContain('only the sandbox (bwrap) can ensure');
    expect((await run(server, '1'))['reach']).toMatchObject({ files: 'server', network: true });
    await server.close();
  });
});

describe('a server that may make no control groups', () => {
  it('says so in a sentence and in parts', async () => {
    const server = await startTestApp({ settings: { EXECUTION_CGROUPS: 'off' } });
    const { body } = await server.api.get('/api/system').expect(200);
    expect(body.data).toMatchObject({
      groups_problem: 'EXECUTION_CGROUPS is off.',
      groups_cause: { code: 'groups_off', values: {} },
    });
    await server.close();
  });
});

describe('the settings of isolation', () => {
  it.each([
    ['READABLE_FOLDERS', 'shared', 'READABLE_FOLDERS must be absolute paths'],
    ['READABLE_FOLDERS', '/srv', 'would show scripts the server'],
    ['READABLE_FOLDERS', '/srv/data/files', 'would show scripts the server'],
    ['EXECUTION_SPACES_DIR', '/srv/data/control', 'must not lie within each other'],
    ['EXECUTION_SPACES_DIR', '/srv/data', 'must not lie within each other'],
    ['EXECUTION_OPEN_FILES', '3', 'at least 32'],
    ['EXECUTION_MEMORY_BYTES', '1', 'at least 16777216'],
    ['EXECUTION_UIDS', '0-10', 'EXECUTION_UIDS must be two user numbers'],
    ['EXECUTION_UIDS', '2000-1000', 'The first user must not be above the last one.'],
  ])('refuse %s=%s', (name, value, message) => {
    const folders = { DATA_DIR: '/srv/data', EXECUTION_SPACES_DIR: '/srv/spaces' };
    expect(() => readConfig({ ...folders, [name]: value })).toThrow(message);
  });
});
