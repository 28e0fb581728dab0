import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from './remove-folder.js';

/** Two branches, each longer than a path may be, with names that are no text and folders that are read-only. */
const DEEP = `
import os
for branch in 'ab':
    os.chdir(os.environ['ROOT'])
    for level in range(45):
        name = branch.encode() * 200 + b'\\xff'
        os.mkdir(name)
        os.chdir(name)
        open('file', 'w').close()
        os.mkdir('locked', 0o500)
    os.chmod('.', 0o500)
`;

describe('removeFolder', () => {
  let base: string;
  let root: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'scriptorium-remove-'));
    root = join(base, 'root');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('takes what lies deeper than a path may be long, is read-only or has a name that is no text', async () => {
    execFileSync('mkdir', [root]);
    execFileSync('python3', ['-c', DEEP], { env: { ...process.env, ROOT: root } });
    chmodSync(root, 0o500);
    await removeFolder(root);
    expect(existsSync(root)).toBe(false);
  });

  it('does not mind that there is nothing', async () => {
    await expect(removeFolder(root)).resolves.toBeUndefined();
  });

  it('says so when something is in the way that is no folder', async () => {
    writeFileSync(root, '');
    await expect(removeFolder(join(root, 'inner'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
