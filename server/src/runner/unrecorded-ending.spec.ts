import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlFolder } from './control-folder.js';
import { launchFailure } from './unrecorded-ending.js';

describe('launchFailure', () => {
  let path: string;
  beforeEach(() => (path = mkdtempSync(join(tmpdir(), 'scriptorium-ending-'))));
  afterEach(() => rmSync(path, { recursive: true }));

  it('takes the last words, and says so where there are none', () => {
    expect(launchFailure(new ControlFolder(path))).toMatchObject({
      cause: { code: 'start_unexplained', values: {} },
    });
    writeFileSync(join(path, 'stderr.log'), 'bwrap: no permission\n');
    expect(launchFailure(new ControlFolder(path))).toMatchObject({
      cause: { code: 'start_refused', values: { why: 'bwrap: no permission' } },
    });
  });
});
