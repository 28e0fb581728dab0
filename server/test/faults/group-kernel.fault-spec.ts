import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Report } from './kernel/hold-runs.js';

const UML = '/usr/bin/linux.uml';
const KERNEL_FOLDER = join(__dirname, 'kernel');
const BOOT_MS = 300_000;

/**
 * Control groups of version 2, in a kernel of their own (User Mode Linux, Debian's package user-mode-linux): where the
 * tests run, memory may be counted by version 1, and nobody else's groups are to be touched.
 */
describe('control groups of version 2', () => {
  const reports = mkdtempSync(join(tmpdir(), 'scriptorium-kernel-'));
  const reportOf = (place: string): Report => {
    const report = readFileSync(join(reports, `${place}.json`), 'utf8');
    if (report === '') throw new Error(readFileSync(join(reports, `${place}.err`), 'utf8'));
    return JSON.parse(report) as Report;
  };

  beforeAll(() => {
    if (!existsSync(UML)) throw new Error('Install user-mode-linux: these tests need its kernel.');
    buildSync({
      entryPoints: [join(KERNEL_FOLDER, 'hold-runs.ts')],
      outfile: join(reports, 'hold-runs.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    // some of it is done by a user who may not look into the folders of the one who runs the tests
    chmodSync(reports, 0o755);
    copyFileSync(process.execPath, join(reports, 'node'));
    const machine = ['mem=512M', 'root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'rw'];
    const consoles = ['con=null', 'con0=null,fd:1'];
    const init = [`init=${join(KERNEL_FOLDER, 'init.sh')}`, `REPORTS=${reports}`];
    execFileSync(UML, [...machine, ...consoles, ...init], {
      timeout: BOOT_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }, BOOT_MS);
  afterAll(() => rmSync(reports, { recursive: true }));

  // the whole run ends, whichever of its processes the kernel has picked
  const ended = { output: '', signal: 'SIGKILL', hasChildLeft: false };
  // 1, and 64 above that the watch ends; two were there before
  const refused = { output: '63\n', signal: 'SIGKILL', memoryKills: 0 };

  it.each([
    { place: 'root', ownGroup: '/', crowd: refused },
    { place: 'delegated', ownGroup: '/delegated.service/scriptorium-server', crowd: refused },
    { place: 'again', ownGroup: '/delegated.service/scriptorium-server', crowd: null },
    { place: 'scope', ownGroup: '/run.scope/scriptorium-server', crowd: null },
  ])('hold memory and processes: $place', ({ place, ownGroup, crowd }) => {
    const report = reportOf(place);
    expect(report).toMatchObject({ obstacle: null, ownGroup, hog: ended, crowd });
    expect(report.hog?.memoryKills).toBeGreaterThan(0);
  });

  it('are not made in a service that is not divided by systemd itself', () => {
    expect(reportOf('whole')).toMatchObject({
      obstacle:
        'Control groups cannot be made here: the service of this server keeps its group whole; set Delegate=yes and DelegateSubgroup=scriptorium-server in its unit.',
      ownGroup: '/whole.service',
    });
  });

  it('leave a group alone that others are in', () => {
    expect(reportOf('shared')).toMatchObject({
      obstacle: expect.stringMatching(/: process \d+ is in the group of this server as well/),
      ownGroup: '/shared.scope',
    });
    expect(readFileSync(join(reports, 'shared.list'), 'utf8')).not.toContain('scriptorium');
  });
});
