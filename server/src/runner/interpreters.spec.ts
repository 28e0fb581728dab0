import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInterpreter, ownInterpreter } from './interpreters.js';

const folder = mkdtempSync(join(tmpdir(), 'scriptorium-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('ownInterpreter', () => {
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

describe('findInterpreter', () => {
  it('takes no other program for an interpreter', async () => {
    for (const [name, words] of Object.entries({ talks: 'hello', counts: '1', lists: '{}' })) {
      const program = join(folder, name);
      writeFileSync(program, `#!/bin/sh\necho '${words}'\n`, { mode: 0o755 });
      expect(await findInterpreter('python', program)).toEqual({
        language: 'python',
        cause: { code: 'interpreter_silent', values: { program } },
      });
    }
  });
});
