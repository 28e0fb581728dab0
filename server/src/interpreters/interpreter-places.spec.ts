import { copyFile, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInterpreter } from '../runner/interpreters.js';
import { candidatesIn, type InterpreterPlaces } from './interpreter-places.js';

describe('candidatesIn', () => {
  let root: string;
  let places: InterpreterPlaces;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'scriptorium-places-')));
    places = {
      systemFolders: ['local/bin', 'bin'].map((folder) => join(root, folder)),
      pyenvRoot: join(root, 'pyenv'),
      nvmDirectory: join(root, 'nvm'),
    };
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** A link into the folder, with the folders it needs. */
  const link = async (target: string, path: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await symlink(target, join(root, path));
  };
  const copy = async (program: string, path: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await copyFile(program, join(root, path));
  };
  const found = async () =>
    (await candidatesIn(places)).map(({ name, path }) => [name, path.replace(`${root}/`, '')]);

  it('names installations of the system, of pyenv and of nvm by their real files', async () => {
    await copy('/usr/bin/python3', 'bin/python3.11');
    await link('python3.11', 'bin/python3');
    await copy(process.execPath, 'bin/node');
    await link('node', 'bin/nodejs');
    await copy('/usr/bin/python3', 'pyenv/versions/3.12.1/bin/python3.12');
    await link('python3.12', 'pyenv/versions/3.12.1/bin/python3');
    await copy(process.execPath, 'nvm/versions/node/v20.1.0/bin/node');
    expect(await found()).toEqual([
      ['Node.js (system)', 'bin/node'],
      ['Python 3.11 (system)', 'bin/python3.11'],
      ['Python 3.12.1 (pyenv)', 'pyenv/versions/3.12.1/bin/python3.12'],
      ['Node.js 20.1.0 (nvm)', 'nvm/versions/node/v20.1.0/bin/node'],
    ]);
    for (const { language, path } of await candidatesIn(places)) {
      expect(await findInterpreter(language, path)).toMatchObject({ path });
    }
  });

  it('counts an installation once, whatever links lead to it', async () => {
    await copy('/usr/bin/python3', 'pyenv/versions/3.12.1/bin/python3.12');
    await link('python3.12', 'pyenv/versions/3.12.1/bin/python3');
    await link(join(root, 'pyenv/versions/3.12.1'), 'pyenv/versions/newest');
    await link(join(root, 'pyenv/versions/3.12.1/bin/python3'), 'pyenv/versions/team/bin/python3');
    expect(await found()).toHaveLength(1);
  });

  it('passes over links to nowhere, versions that are too old and other files', async () => {
    await link('/nowhere/python3', 'bin/python3');
    await copy('/bin/true', 'bin/python3-config');
    await copy('/usr/bin/python3', 'pyenv/versions/2.7.18/bin/python3');
    await copy('/usr/bin/python3', 'pyenv/versions/3.7.16/bin/python3');
    await copy(process.execPath, 'nvm/versions/node/v16.20.2/bin/node');
    await mkdir(join(root, 'nvm/versions/node/v22.0.0'), { recursive: true });
    expect(await found()).toEqual([]);
  });

  it('finds nothing where none of the folders exist', async () => {
    expect(await candidatesIn(places)).toEqual([]);
  });
});
