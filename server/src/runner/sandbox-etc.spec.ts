import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxEtc } from './sandbox-etc.js';

const ALTERNATIVES = '/etc/alternatives';

describe('the choices among programs that a sandbox sees', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-etc-'));
  const copy = join(folder, 'alternatives');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are those of the machine, and copied only when they have changed', () => {
    new SandboxEtc(folder).create();
    expect(readdirSync(copy)).toEqual(readdirSync(ALTERNATIVES));
    const { ino } = statSync(copy);
    new SandboxEtc(folder).create();
    expect(statSync(copy).ino).toBe(ino);
    utimesSync(copy, 1, 1);
    new SandboxEtc(folder).create();
    expect(statSync(copy).ino).not.toBe(ino);
  });
});
