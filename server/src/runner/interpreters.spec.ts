import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInterpreter, ownInterpreter } from './interpreters.js';

describe('ownInterpreter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scriptorium-own-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is what the Node.js of this process answers itself', async () => {
    const own = ownInterpreter(process.execPath);
    expect(own).not.toBeNull();
    expect(own).toEqual(await findInterpreter('javascript', process.execPath));
  });

  it('is none for a shim, another program, or nothing at all', () => {
    const shim = join(folder, 'node');
    writeFileSync(shim, `#!/bin/sh\nexec ${process.execPath} "$@"\n`, { mode: 0o755 });
    for (const other of [shim, '/bin/sh', 'sh', join(folder, 'absent'), 'absent-node'])
      expect(ownInterpreter(other)).toBeNull();
  });
});
