import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

it('docs/settings.md says what the settings class says', async () => {
  const root = join(import.meta.dirname, '../..');
  const check = promisify(execFile)(
    process.execPath,
    ['scripts/settings-document.mjs', '--check'],
    { cwd: root },
  );
  await expect(check).resolves.toBeDefined();
});
