import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeIsolation } from './isolation-probe.js';

describe('probeIsolation', () => {
  let spacesDirectory: string;
  beforeEach(() => {
    spacesDirectory = mkdtempSync(join(tmpdir(), 'scriptorium-probe-'));
    jest.spyOn(process, 'getuid').mockReturnValue(1000);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(spacesDirectory, { recursive: true });
  });

  const probe = (wanted: 'auto' | 'uid') =>
    probeIsolation(wanted, { spacesDirectory, etc: '/no/such/folder', uid: 20_000 });

  it('says why each stronger level does not work', async () => {
    const why = expect.stringContaining('/no/such/folder') as string;
    expect(await probe('auto')).toEqual({
      level: 'plain',
      unavailable: [
        { level: 'bwrap', cause: { code: 'level_refused', values: { why } } },
        { level: 'uid', cause: { code: 'level_needs_root', values: {} } },
      ],
    });
  });

  it('refuses a level that was asked for and does not work', async () => {
    await expect(probe('uid')).rejects.toThrow(
      'The isolation level uid does not work here: Only a server that runs as root',
    );
  });
});
