import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './support/eventually.js';
import { newScript, scriptFields } from './support/new-script.js';
import { ended, execute } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const WHO = 'import sys\nprint(sys.executable, sys.prefix)\n';

interface ListedInterpreter {
  id: number;
  name: string;
  language: string;
  path: string;
  version: string;
  is_found: boolean;
  is_default: boolean;
  is_available: boolean;
}

describe('interpreters', () => {
  let server: TestApp;
  let folder: string;
  beforeAll(async () => {
    server = await startTestApp();
    folder = realpathSync(await mkdtemp(join(tmpdir(), 'scriptorium-interpreters-')));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const list = async (of = server): Promise<ListedInterpreter[]> =>
    (await of.api.get('/api/interpreters').expect(200)).body.data.items;
  const named = async (name: string) => (await list()).find((item) => item.name === name);
  const defaultOf = async (language: string) =>
    (await list()).find((item) => item.language === language && item.is_default);

  /** A real interpreter of its own: what a team would install somewhere. */
  const environment = async (name: string): Promise<string> => {
    const path = join(folder, name);
    await promisify(execFile)('python3', ['-m', 'venv', '--without-pip', path]);
    return join(path, 'bin/python3');
  };
  const add = async (name: string, path?: string): Promise<ListedInterpreter> => {
    const program = path ?? (await environment(name.replaceAll(' ', '-')));
    const body = { name, path: program };
    return (await server.api.post('/api/interpreters').send(body).expect(201)).body.data;
  };
  const refusal = async (body: object) => {
    const answer = await server.api.post('/api/interpreters').send(body).expect(400);
    expect(answer.body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field: 'path' }] });
    return String(answer.body.fields[0].message);
  };

  it('lists those of the settings as found and default, before anything is looked for', async () => {
    expect(await list()).toMatchObject([
      { language: 'python', is_found: true, is_default: true, is_available: true },
      { language: 'javascript', is_found: true, is_default: true, is_available: true },
    ]);
  });

  it('adds a program under a name, with the version that it tells itself', async () => {
    const path = await environment('team');
    const added = await add('Team Python', path);
    expect(added).toMatchObject({
      name: 'Team Python',
      language: 'python',
      path,
      version: (await defaultOf('python'))?.version,
      is_found: false,
      is_default: false,
      is_available: true,
    });
    expect(await named('Team Python')).toEqual(added);
  });

  it('refuses what is no interpreter and says what would be', async () => {
    const file = async (name: string, content: string, mode: number) => {
      await writeFile(join(folder, name), content);
      await chmod(join(folder, name), mode);
      return join(folder, name);
    };
    const shell = await file('shim', '#!/bin/sh\nexec python3 "$@"\n', 0o755);
    const text = await file('text', `echo "this must never run" > ${folder}/ran\n`, 0o755);
    const closed = await file('closed', 'x', 0o644);
    await symlink('/nowhere/python3', join(folder, 'dangling'));
    const name = 'nonsense';
    expect(await refusal({ name, path: 'bin/python3' })).toContain('whole path');
    expect(await refusal({ name, path: '/nowhere/python3' })).toContain('no such file');
    expect(await refusal({ name, path: join(folder, 'dangling') })).toContain('no such file');
    expect(await refusal({ name, path: folder })).toContain('This is a folder');
    expect(await refusal({ name, path: closed })).toContain('may not execute');
    expect(await refusal({ name, path: shell })).toContain('This is a script');
    expect(await refusal({ name, path: text })).toContain('not an interpreter');
    expect(await refusal({ name, path: '/bin/true' })).toContain('like Python or Node.js');
    expect(await refusal({ name })).toContain('Must be text.');
    expect(await named(name)).toBeUndefined();
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('refuses a name that is taken and a program that is listed', async () => {
    const first = await add('taken');
    const path = await environment('other');
    const taken = await server.api.post('/api/interpreters').send({ name: 'taken', path });
    expect(taken.status).toBe(409);
    expect(taken.body).toMatchObject({
      error: 'INTERPRETER_NAME_TAKEN',
      fields: [{ field: 'name' }],
    });
    const twice = { name: 'twice', path: first.path };
    const listed = await server.api.post('/api/interpreters').send(twice).expect(409);
    expect(listed.body).toMatchObject({ error: 'INTERPRETER_LISTED', fields: [{ field: 'path' }] });
    expect(listed.body.message).toContain('"taken"');
    const other = await add('other', path);
    const renamed = await server.api.put(`/api/interpreters/${other.id}`).send({ name: 'taken' });
    expect(renamed.status).toBe(409);
  });

  it('runs a script with the interpreter it has chosen and records which', async () => {
    const chosen = await add('chosen');
    const script = await newScript(server.api, { code: WHO, interpreter_id: chosen.id });
    const run = await ended(server, (await execute(server, script.id)).id);
    expect(run).toMatchObject({ status: 'success', interpreter: { name: 'chosen' } });
    expect(run['interpreter']).toMatchObject({ path: chosen.path, version: chosen.version });
    expect(run['output']).toBe(`${chosen.path} ${chosen.path.replace('/bin/python3', '')}\n`);

    await server.api.put(`/api/interpreters/${chosen.id}`).send({ name: 'renamed' }).expect(200);
    const kept = (await server.api.get(`/api/executions/${run.id}`).expect(200)).body.data;
    expect(kept.interpreter.name).toBe('chosen');

    const back = await server.api.put(`/api/scripts/${script.id}`).send({ interpreter_id: null });
    expect(back.body.data).toMatchObject({ interpreter_id: null, version: 1 });
    const plain = await ended(server, (await execute(server, script.id)).id);
    expect(plain['interpreter']).toMatchObject({ name: (await defaultOf('python'))?.name });
  });

  it('refuses a choice that does not exist or runs another language', async () => {
    const node = await defaultOf('javascript');
    for (const id of [node?.id, 999_999]) {
      const fields = scriptFields({ interpreter_id: id });
      const made = await server.api.post('/api/scripts').send(fields).expect(400);
      expect(made.body).toMatchObject({ fields: [{ field: 'interpreter_id' }] });
      const script = await newScript(server.api);
      const saved = await server.api.put(`/api/scripts/${script.id}`).send({ interpreter_id: id });
      expect(saved.status).toBe(400);
      expect(saved.body).toMatchObject({ fields: [{ field: 'interpreter_id' }] });
    }
  });

  it('begins with the default of the new language when a script changes its language', async () => {
    const chosen = await add('one language');
    const { id } = await newScript(server.api, { code: WHO, interpreter_id: chosen.id });
    const change = { type: 'javascript', code: 'console.log(1)', base_version: 1 };
    const changed = await server.api.put(`/api/scripts/${id}`).send(change).expect(200);
    expect(changed.body.data.interpreter_id).toBeNull();
    const node = await defaultOf('javascript');
    await server.api.put(`/api/scripts/${id}`).send({ interpreter_id: node?.id }).expect(200);
    const old = await ended(server, (await execute(server, id, { version: 1 })).id);
    expect(old).toMatchObject({ status: 'success' });
    const back = await server.api.post(`/api/scripts/${id}/rollback/1`).send({}).expect(200);
    expect(back.body.data).toMatchObject({ type: 'python', interpreter_id: null });
  });

  it('fails a run whose interpreter vanished, says what to do, and runs it once that is done', async () => {
    const chosen = await add('vanishing');
    const script = await newScript(server.api, { code: WHO, interpreter_id: chosen.id });
    await rm(chosen.path.replace('/bin/python3', ''), { recursive: true });
    expect(await named('vanishing')).toMatchObject({ is_available: false });
    const failed = await ended(server, (await execute(server, script.id)).id);
    expect(failed).toMatchObject({ status: 'failed', reason: 'launch', interpreter: null });
    expect(failed['error']).toMatch(/“vanishing” is gone: .* Install it again, or choose another/);
    expect(failed['cause']).toEqual({
      code: 'interpreter_gone',
      values: { name: 'vanishing', path: chosen.path },
    });
    await environment('vanishing');
    const again = await ended(server, (await execute(server, script.id)).id);
    expect(again).toMatchObject({ status: 'success', interpreter: { name: 'vanishing' } });
  });

  it('asks a program again that was replaced in its place', async () => {
    const chosen = await add('replaced');
    const link = chosen.path;
    await rm(link);
    await writeFile(link, '#!/bin/sh\necho "no interpreter any more"\n', { mode: 0o755 });
    const script = await newScript(server.api, { code: WHO, interpreter_id: chosen.id });
    const failed = await ended(server, (await execute(server, script.id)).id);
    expect(failed).toMatchObject({ status: 'failed', reason: 'launch', interpreter: null });
    expect(failed['error']).toContain('cannot be used');
  });

  it('keeps one default a language: the chosen one, else that of the setting', async () => {
    const standard = await defaultOf('python');
    const first = await add('first default');
    const second = await add('second default');
    for (const { id } of [first, second]) {
      await server.api.put(`/api/interpreters/${id}`).send({ is_default: true }).expect(200);
    }
    const defaults = (await list()).filter((item) => item.is_default);
    expect(defaults.map(({ name }) => name)).toEqual(['second default', expect.any(String)]);
    const script = await newScript(server.api, { code: WHO });
    const run = await ended(server, (await execute(server, script.id)).id);
    expect(run['interpreter']).toMatchObject({ name: 'second default' });
    const refused = await server.api.delete(`/api/interpreters/${second.id}`).expect(409);
    expect(refused.body.error).toBe('INTERPRETER_IN_USE');
    await rm(second.path);
    const failed = await ended(server, (await execute(server, script.id)).id);
    expect(failed).toMatchObject({ status: 'failed', reason: 'launch' });
    expect(failed['error']).toMatch(
      /^The default interpreter “second default” is gone: .* Install it again/,
    );
    const system = (await server.api.get('/api/system').expect(200)).body.data;
    const { error: problem, cause } = failed;
    expect(system.interpreters[0]).toMatchObject({ version: null, problem, cause });
    await server.api.put(`/api/interpreters/${second.id}`).send({ is_default: false }).expect(200);
    expect(await defaultOf('python')).toEqual(standard);
    await server.api.delete(`/api/interpreters/${second.id}`).expect(200);
  });

  it('refuses to remove one that scripts have chosen, naming a few of them', async () => {
    const chosen = await add('needed');
    const scripts = [];
    for (const name of ['a needs it', 'b needs it', 'c needs it', 'd needs it']) {
      scripts.push(await newScript(server.api, { name, interpreter_id: chosen.id }));
    }
    const refused = await server.api.delete(`/api/interpreters/${chosen.id}`).expect(409);
    expect(refused.body.error).toBe('INTERPRETER_IN_USE');
    expect(refused.body.message).toContain('"a needs it", "b needs it", "c needs it" and 1 more');
    for (const { id } of scripts) await server.api.delete(`/api/scripts/${id}`).expect(200);
    await server.api.delete(`/api/interpreters/${chosen.id}`).expect(200);
    await server.api.delete(`/api/interpreters/${chosen.id}`).expect(404);
  });

  it('renames a found one but does not remove it', async () => {
    const node = await defaultOf('javascript');
    const renamed = await server.api
      .put(`/api/interpreters/${node?.id}`)
      .send({ name: 'Our Node' });
    expect(renamed.body.data).toMatchObject({ name: 'Our Node', is_found: true });
    const refused = await server.api.delete(`/api/interpreters/${node?.id}`).expect(409);
    expect(refused.body.error).toBe('INTERPRETER_FOUND');
    const untouched = { name: null, is_default: null };
    await server.api.put(`/api/interpreters/${node?.id}`).send(untouched).expect(200);
    expect((await named('Our Node'))?.id).toBe(node?.id);
  });
});

describe('interpreters across restarts', () => {
  it('finds pyenv and nvm installations in the background, keeps choices, and forgets what is gone', async () => {
    const directory = realpathSync(await mkdtemp(join(tmpdir(), 'scriptorium-found-')));
    const pyenv = join(directory, 'pyenv');
    const settings = {
      INTERPRETER_DISCOVERY: 'true',
      PYENV_ROOT: pyenv,
      NVM_DIR: join(directory, 'nvm'),
    };
    const install = async (version: string) => {
      const bin = join(pyenv, 'versions', version, 'bin');
      await mkdir(bin, { recursive: true });
      await promisify(execFile)('cp', ['/usr/bin/python3', join(bin, 'python3')]);
      return join(bin, 'python3');
    };
    const kept = await install('3.98.1');
    const lost = await install('3.99.1');
    const list = async (server: TestApp): Promise<ListedInterpreter[]> =>
      (await server.api.get('/api/interpreters').expect(200)).body.data.items;
    const at = async (server: TestApp, path: string) =>
      (await list(server)).find((item) => item.path === path);
    const restart = async (work: (server: TestApp) => Promise<void>) => {
      const server = await startTestApp({ directory, settings });
      try {
        await work(server);
      } finally {
        await server.close();
      }
    };
    try {
      let scriptId = 0;
      await restart(async (server) => {
        const found = await eventually('both are found', async () => {
          const both = await Promise.all([at(server, kept), at(server, lost)]);
          return both.every(Boolean) ? both : null;
        });
        expect(found).toMatchObject([
          { name: 'Python 3.98.1 (pyenv)', is_found: true, is_default: false },
          { name: 'Python 3.99.1 (pyenv)', is_found: true, is_default: false },
        ]);
        const fields = { code: WHO, interpreter_id: found[0]?.id };
        scriptId = (await newScript(server.api, fields)).id;
      });
      await rm(pyenv, { recursive: true });
      await restart(async (server) => {
        await eventually(
          'the one that nobody needs is forgotten',
          async () => !(await at(server, lost)),
        );
        expect(await at(server, kept)).toMatchObject({ is_available: false });
        const failed = await ended(server, (await execute(server, scriptId)).id);
        expect(failed).toMatchObject({ status: 'failed', reason: 'launch' });
      });
      await install('3.98.1');
      await restart(async (server) => {
        const run = await ended(server, (await execute(server, scriptId)).id);
        expect(run).toMatchObject({ interpreter: { name: 'Python 3.98.1 (pyenv)', path: kept } });
      });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
