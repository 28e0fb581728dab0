import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskUse } from './disk-use.js';

const MIB = 1_048_576;

/** A MiB behind a name that is no text, and one three times as deep as a path may be long. */
const HIDE = `
import os
def fill():
    with open('filler', 'wb') as filler: filler.write(b'x' * (1 << 20))
os.mkdir(b'd\\xff')
here = os.open('.', os.O_RDONLY)
os.chdir(b'd\\xff')
fill()
os.chdir(here)
for _ in range(60):
    os.mkdir('L' * 200)
    os.chdir('L' * 200)
fill()
`;

describe('diskUse', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'scriptorium-use-'));
  });
  // `rm` manages what lies deeper than a path may be long
  afterEach(() => execFileSync('rm', ['-rf', root]));

  it('counts what lies deeper than a path may be long, or has a name that is no text', async () => {
    execFileSync('python3', ['-c', HIDE], { cwd: root });
    const folders = 63 * 4_096;
    const used = await diskUse(root);
    expect(used).toBeGreaterThanOrEqual(2 * MIB);
    expect(used).toBeLessThanOrEqual(2 * MIB + folders);
  });

  it('follows no links, and counts nothing where there is nothing', async () => {
    symlinkSync('/usr', join(root, 'link'));
    expect(await diskUse(root)).toBeLessThanOrEqual(2 * 4_096);
    rmSync(root, { recursive: true });
    expect(await diskUse(root)).toBe(0);
  });

  it('stops at its limits', async () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(join(root, name), Buffer.alloc(MIB));
    expect(await diskUse(root, { bytes: MIB / 2 })).toBeLessThan(1.5 * MIB);
    expect(await diskUse(root, { entries: 2 })).toBeLessThan(2.5 * MIB);
  });
});
