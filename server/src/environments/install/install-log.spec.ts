import { mkdtempSync, linkSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InstallLog } from './install-log.js';

describe('the log of an installation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-install-log-'));
  const path = join(folder, 'x.log');
  const text = () => readFileSync(path, 'utf8');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds whole lines and characters, and the rest once it is closed', () => {
    const log = new InstallLog(path);
    const source = log.source();
    const bytes = Buffer.from('größe\nzwei');
    for (const byte of bytes) source.write(Buffer.from([byte]));
    expect(text()).toBe('größe\n');
    source.end();
    log.close();
    expect(text()).toBe('größe\nzwei');
    expect(log.size).toBe(statSync(path).size);
  });

  it('holds no password of an address, wherever its bytes are cut', () => {
    const log = new InstallLog(path);
    for (const character of 'Looking in indexes: https://me:s3cret@index.example/simple\n')
      log.write(character);
    log.close();
    expect(text()).toBe('Looking in indexes: https://****@index.example/simple\n');
    expect(log.tail).not.toContain('s3cret');
  });

  it('says when there is more, and when there will be no more', async () => {
    const log = new InstallLog(path);
    const more = log.beyond(0);
    log.write('one\n');
    await more;
    const end = log.beyond(log.size);
    log.close();
    await end;
    await log.beyond(Infinity);
  });

  it('leaves the log of an earlier installation to its other names', () => {
    const log = new InstallLog(path);
    log.write('old\n');
    linkSync(path, join(folder, 'link'));
    log.close();
    new InstallLog(path).close();
    expect(text()).toBe('');
    expect(readFileSync(join(folder, 'link'), 'utf8')).toBe('old\n');
  });

  it('ends at its limit and says so, but remembers the end', () => {
    const log = new InstallLog(path);
    for (let index = 0; index < 100; index++) log.write(`${'x'.repeat(65_536)}\n`);
    log.write('ERROR: the reason\n');
    log.close();
    expect(statSync(path).size).toBeLessThan(4.2 * 1024 * 1024);
    expect(text()).toMatch(/the rest of this log was left out\.\n$/);
    expect(log.tail).toMatch(/ERROR: the reason\n$/);
  });
});
