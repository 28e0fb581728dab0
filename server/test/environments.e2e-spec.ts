import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from './support/eventually.js';
import { followLog } from './support/follow-log.js';
import { newScript } from './support/new-script.js';
import { PackageIndex } from './support/package-index.js';
import { ended, execute, getExecution, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

// an installation takes seconds on a machine that is busy
jest.setTimeout(60_000);

const SHOUT_CODE = `from needed_by_shout import mark\ndef shout(text): return text.upper() + mark\ndef main(): print(shout('from a program'))\n`;
const SHOUT = { name: 'shout', version: '1.0', code: SHOUT_CODE, needs: ['needed-by-shout'] };
const USE_SHOUT = `import shout, sys, os\nprint(shout.shout('hello'), shout.__file__.startswith(sys.prefix))\n`;

/** Only a server of root can give runs users of their own. */
const LEVELS = process.getuid?.() === 0 ? ['bwrap', 'uid', 'plain'] : ['bwrap', 'plain'];

describe.each(LEVELS)('dependencies of scripts, isolation %s', (isolation) => {
  let index: PackageIndex;
  let server: TestApp;
  beforeAll(async () => {
    index = await PackageIndex.start();
    index.addWheel({ name: 'needed_by_shout', version: '1.0', code: `mark = '!'\n` });
    index.addWheel(SHOUT);
    index.addWheel({ ...SHOUT, version: '2.0' });
    index.addPackage({
      name: 'double-it',
      version: '1.2.0',
      code: `module.exports = (n) => require('times')(n, 2); module.exports.file = __filename;`,
      needs: ['times'],
      manifest: { scripts: { postinstall: 'touch postinstalled' } },
    });
    index.addPackage({
      name: 'times',
      version: '3.0.0',
      code: 'module.exports = (a, b) => a * b;',
    });
    server = await startTestApp({
      settings: {
        ...index.settings,
        EXECUTION_ISOLATION: isolation,
        EXECUTION_CONCURRENCY: '1',
        // a user of its own cannot get at a Python in somebody's home folder
        ...(isolation === 'uid' && { PYTHON_EXECUTABLE: '/usr/bin/python3' }),
      },
    });
  });
  afterAll(async () => {
    await server.close();
    index.close();
  });

  const logOf = async (id: number, stream = 'install'): Promise<string> =>
    (await server.api.get(`/api/executions/${id}/logs?stream=${stream}`).expect(200)).body.data
      .text;

  it('are installed for the first run and there for the next', async () => {
    const script = await newScript(server.api, { code: USE_SHOUT, dependencies: ['Shout==1.*'] });
    const first = await ended(server, (await execute(server, script.id)).id, 40_000);
    expect(first).toMatchObject({ status: 'success', output: 'HELLO! True\n' });
    const log = await logOf(first.id);
    expect(log).toContain('Installing for Python');
    expect(log).toMatch(/Successfully installed .*shout-1\.0/);
    expect(first['install_log_bytes']).toBe(Buffer.byteLength(log));

    const asked = index.requests.length;
    const second = await ended(server, (await execute(server, script.id)).id);
    expect(second).toMatchObject({ status: 'success', environment_id: first['environment_id'] });
    expect(second['install_log_bytes']).toBeNull();
    expect(first['install_end_time']).not.toBeNull();
    expect(second).toMatchObject({ install_start_time: null, install_end_time: null });
    expect(index.requests).toHaveLength(asked);

    const { body } = await server.api.get(`/api/scripts/${script.id}/versions/1`).expect(200);
    expect(body.data.lock.packages).toEqual([
      { name: 'needed_by_shout', version: '1.0', hashes: [expect.stringMatching(/^sha256:/)] },
      { name: 'shout', version: '1.0', hashes: [expect.stringMatching(/^sha256:/)] },
    ]);
  });

  it('bring their programs along, and cannot be changed by a run', async () => {
    const code = `import shout, subprocess, os
print(subprocess.run(['shout'], capture_output=True, text=True).stdout.strip())
try: open(shout.__file__, 'a').write('# changed'); print('changed')
except OSError as e: print(type(e).__name__)
`;
    const { output } = await run(server, code, { dependencies: ['shout==1.*'] });
    const attempts: Record<string, string> = {
      bwrap: 'OSError',
      uid: 'PermissionError',
      plain: 'changed',
    };
    expect(output).toBe(`FROM A PROGRAM!\n${attempts[isolation]}\n`);
  });

  it('are found by require and by import, without their install scripts', async () => {
    const fields = { type: 'javascript', dependencies: ['double-it@^1'] };
    const cjs = `const d = require('double-it'); const { existsSync } = require('fs');
console.log(d(21), existsSync(require('path').join(d.file, '../postinstalled')));`;
    const required = await run(server, cjs, fields);
    expect(required).toMatchObject({ status: 'success', output: '42 false\n' });
    const esm = `import d from 'double-it'; import { readdirSync } from 'node:fs'; await 1;\nconsole.log(d(4));`;
    const imported = await run(server, esm, fields);
    expect(imported).toMatchObject({ status: 'success', output: '8\n' });
    expect(imported['environment_id']).toBe(required['environment_id']);

    const { body } = await server.api.get(
      `/api/environments/${String(imported['environment_id'])}`,
    );
    expect(body.data).toMatchObject({
      state: 'ready',
      language: 'javascript',
      requirements: ['double-it@^1'],
      packages: [
        { name: 'double-it', version: '1.2.0', hashes: [expect.stringMatching(/^sha512-/)] },
        { name: 'times', version: '3.0.0', hashes: [expect.stringMatching(/^sha512-/)] },
      ],
    });
    expect(body.data.bytes).toBeGreaterThan(1_000);
    expect(body.data.log).toContain('Installing for Node.js');
  });

  it.each([
    [
      'python',
      'no-such-thing',
      /could not be installed: No matching distribution found for no-such-thing/,
    ],
    ['javascript', 'no-such-thing', /could not be installed: .*no-such-thing/],
  ])('that %s cannot install fail the run, with the log', async (type, name, error) => {
    const code = type === 'python' ? 'print(1)' : 'console.log(1)';
    const failed = await run(server, code, { type, dependencies: [name] });
    expect(failed).toMatchObject({
      status: 'failed',
      reason: 'dependencies',
      error: expect.stringMatching(error),
      install_start_time: expect.any(String),
      install_end_time: null,
      start_time: null,
    });
    expect(await logOf(failed.id)).toContain(name);
    const download = await server.api
      .get(`/api/executions/${failed.id}/logs?download=true`)
      .expect(200);
    expect(download.text).toContain(name);
    // nothing half installed is left
    const folders = readdirSync(join(server.directory, 'data', 'environments'));
    const { body } = await server.api.get('/api/environments').expect(200);
    const row = body.data.items.find(
      (item: { language: string; requirements: string[] }) =>
        item.language === type && item.requirements[0]?.startsWith(name),
    );
    expect(failed['cause']).toEqual({
      code: 'install_refused',
      values: { why: expect.stringContaining('no-such-thing') },
    });
    const { error: said, cause } = failed;
    expect(row).toMatchObject({ state: 'failed', error: said, cause, bytes: null });
    const ready = body.data.items.filter((item: { state: string }) => item.state === 'ready');
    expect(folders.filter((folder) => !folder.endsWith('.log'))).toHaveLength(ready.length);
  });

  it('are installed once for all that wait, who hold no place meanwhile and see the log', async () => {
    const release = index.hold();
    const script = await newScript(server.api, { code: USE_SHOUT, dependencies: ['shout>=2'] });
    const asked = index.requests.length;
    const [one, two] = [await execute(server, script.id), await execute(server, script.id)];
    const waiting = await eventually('both wait for the installation', async () => {
      const both = [await getExecution(server, one.id), await getExecution(server, two.id)];
      const text = 'Its dependencies are being installed.';
      const isWaiting = (execution: (typeof both)[number]) =>
        execution['waiting_for'] === text && execution['install_start_time'] !== null;
      return both.every(isWaiting) && both;
    });
    const installing = { install_start_time: expect.any(String), install_end_time: null };
    expect(waiting).toMatchObject([
      { status: 'pending', queue_position: null, ...installing },
      { status: 'pending', queue_position: null, ...installing },
    ]);
    const other = await run(server, 'print("the only place is free")');
    expect(other.status).toBe('success');

    const follower = await followLog(server.url, two.id);
    await eventually('the follower sees what is installed', () =>
      follower.events.some(({ data }) => data['stream'] === 'install'),
    );
    const resumed = follower.events.findLast(({ event }) => event === 'log')?.id;
    expect(resumed).toMatch(/^0\.0\.\d+$/);
    release();
    const events = await follower.closed(40_000);
    const streams = events.filter(({ event }) => event === 'log').map(({ data }) => data['stream']);
    expect([...new Set(streams)]).toEqual(['install', 'stdout']);
    expect(events.at(-1)?.data).toMatchObject({ status: 'success' });
    const installed = events
      .filter(({ data }) => data['stream'] === 'install')
      .map(({ data }) => data['text'])
      .join('');
    expect(installed).toBe(await logOf(two.id));
    const rest = await (await followLog(server.url, two.id, resumed)).closed();
    const again = rest.filter(({ data }) => data['stream'] === 'install');
    expect(again.map(({ data }) => data['text']).join('')).toBe(
      Buffer.from(installed)
        .subarray(Number(resumed?.slice(4)))
        .toString(),
    );

    const first = await ended(server, one.id);
    expect(first['status']).toBe('success');
    const times = ['created_at', 'install_start_time', 'install_end_time', 'start_time'];
    expect(times.map((time) => first[time])).toEqual(times.map((time) => first[time]).sort());
    expect(index.requests.slice(asked).filter((path) => path === '/simple/shout/')).toHaveLength(1);
  });

  it('are not installed any more when the last run that waits is cancelled', async () => {
    const release = index.hold();
    try {
      const script = await newScript(server.api, { dependencies: ['shout!=9'] });
      const asked = index.requests.length;
      const { id } = await execute(server, script.id);
      await eventually('pip asks the index', () => index.requests.length > asked);
      await server.api.post(`/api/executions/${id}/cancel`).expect(200);
      expect(await getExecution(server, id)).toMatchObject({ status: 'cancelled', reason: null });
      await eventually('the installer has ended and its folder is gone', async () => {
        const { body } = await server.api.get('/api/environments').expect(200);
        const row = body.data.items.find((item: { requirements: string[] }) =>
          item.requirements.includes('shout!=9'),
        );
        return row.state === 'failed' && /stopped/.test(row.error);
      });
    } finally {
      release();
    }
  });

  it('can be installed anew and removed by an administrator', async () => {
    const script = await newScript(server.api, { code: USE_SHOUT, dependencies: ['shout~=1.0'] });
    const { environment_id: id } = await ended(server, (await execute(server, script.id)).id);
    const before = (await server.api.get(`/api/environments/${String(id)}`).expect(200)).body.data;
    index.addWheel({ ...SHOUT, version: '1.5' });
    const begun = await server.api.post(`/api/environments/${String(id)}/rebuild`).expect(200);
    expect(begun.body.data.state).toBe('building');
    await server.api.delete(`/api/environments/${String(id)}`).expect(409);
    const after = await eventually('it is installed anew', async () => {
      const { data } = (await server.api.get(`/api/environments/${String(id)}`).expect(200)).body;
      return data.state === 'ready' && data;
    });
    const versionOf = (facts: { packages: { name: string; version: string }[] }) =>
      facts.packages.find(({ name }) => name === 'shout')?.version;
    expect([versionOf(before), versionOf(after)]).toEqual(['1.0', '1.5']);
    expect(after.built_at > before.built_at).toBe(true);
    const next = await ended(server, (await execute(server, script.id)).id);

    expect(next.status).toBe('success');

    const shown = await server.api.get(`/api/scripts/${script.id}/environment`).expect(200);
    expect(shown.body.data.environment.id).toBe(id);
    await server.api.delete(`/api/environments/${String(id)}`).expect(200);
    await server.api.get(`/api/environments/${String(id)}`).expect(404);
    await server.api.post(`/api/environments/${String(id)}/rebuild`).expect(404);
    const gone = await server.api.get(`/api/scripts/${script.id}/environment`).expect(200);
    expect(gone.body.data.environment).toBeNull();
    const again = await ended(server, (await execute(server, script.id)).id);
    expect(again).toMatchObject({ status: 'success' });
    expect(again['environment_id']).not.toBe(id);
  });

  it('that are missing are hinted at', async () => {
    const python = await run(server, 'import never_published');
    expect(python['hint']).toContain('Add “never_published” to the dependencies');
    const code = `import x from 'left-pad';`;
    const node = await run(server, code, { type: 'javascript' });
    expect(node['hint']).toContain('Add “left-pad” to the dependencies');
    expect((await run(server, 'raise ValueError')).hint).toBeNull();
  });

  it('leave no space of a run changed', async () => {
    const fields = { type: 'javascript', dependencies: ['times'] };
    const { id } = await run(server, `console.log(require('times')(2, 3))`, fields);
    const { body } = await server.api.get(`/api/executions/${id}/files`).expect(200);
    expect(body.data.items.map(({ path }: { path: string }) => path)).toEqual(['main.js']);
    expect(existsSync(join(server.directory, 'data', 'environments'))).toBe(true);
  });
});
