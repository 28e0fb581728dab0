import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageIndex } from './support/package-index.js';
import { newScript } from './support/new-script.js';
import { eventually } from './support/eventually.js';
import { ended, execute, type ExecutionFacts } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

// an installation takes seconds on a machine that is busy
jest.setTimeout(60_000);

/** Tells what an install script sees of the server: its variables, its database, its folder of data. */
const SPY = `const { readdirSync } = require('fs'); const { join } = require('path');
const list = (path) => { try { return readdirSync(path); } catch (error) { return error.code; } };
const data = join(process.cwd(), '../../../..');
require('fs').writeFileSync('seen.json', JSON.stringify({ env: Object.keys(process.env), data: list(data) }));`;

describe.each(['bwrap', 'plain'])('environments of isolation %s', (isolation) => {
  let index: PackageIndex;
  let server: TestApp;
  beforeAll(async () => {
    index = await PackageIndex.start();
    index.addWheel({ name: 'shout', version: '1.0', code: `def shout(t): return t.upper()\n` });
    index.addPackage({
      name: 'times',
      version: '1.0.0',
      code: 'module.exports = (a, b) => a * b;',
    });
    index.addPackage({
      name: 'spy',
      version: '1.0.0',
      code: `module.exports = require('./seen.json');`,
      manifest: { scripts: { install: `node -e "${SPY.replace(/\n/g, ' ')}"` } },
    });
    const settings = {
      ...index.settings,
      ...{ EXECUTION_ISOLATION: isolation, WARM_POOL_SIZE: '1', NPM_INSTALL_SCRIPTS: 'true' },
    };
    process.env['TOKEN_OF_THE_SERVER'] = 'for nobody';
    server = await startTestApp({ settings });
  });
  afterAll(async () => {
    delete process.env['TOKEN_OF_THE_SERVER'];
    await server.close();
    index.close();
  });

  /** Runs a script until an interpreter that waited took it. */
  const runWarm = async (scriptId: number): Promise<ExecutionFacts> =>
    eventually('a waiting interpreter runs it', async () => {
      const execution = await ended(server, (await execute(server, scriptId)).id, 40_000);
      expect(execution.status).toBe('success');
      return execution['is_warm'] === true ? execution : null;
    });

  it.each([
    ['import of Python', 'python', 'shout', `import shout\nprint(shout.shout('warm'))`, 'WARM\n'],
    ['require', 'javascript', 'times', `console.log(require('times')(6, 7))`, '42\n'],
    [
      'import of JavaScript',
      'javascript',
      'times',
      `import times from 'times';\nconsole.log(times(6, 7));`,
      '42\n',
    ],
  ])(
    'are found by %s in a waiting interpreter as in a new one',
    async (_, type, name, code, output) => {
      const script = await newScript(server.api, { code, type, dependencies: [name] });
      const cold = await ended(server, (await execute(server, script.id)).id, 40_000);
      const warm = await runWarm(script.id);
      expect([cold['output'], warm['output']]).toEqual([output, output]);
      expect(warm['environment_id']).toBe(cold['environment_id']);
      // another script of the language has none of it, warm or not
      const without = await newScript(server.api, { code, type });
      const other = await ended(server, (await execute(server, without.id)).id);
      expect(other).toMatchObject({ status: 'failed', hint: expect.stringContaining(`“${name}”`) });
    },
  );

  it('are installed without the variables of the server, and where it can be without its data', async () => {
    const code = `console.log(JSON.stringify(require('spy')))`;
    const fields = { code, type: 'javascript', dependencies: ['spy'] };
    const script = await newScript(server.api, fields);
    const execution = await ended(server, (await execute(server, script.id)).id, 40_000);
    expect(execution.status).toBe('success');
    const seen = JSON.parse(String(execution['output'])) as { env: string[]; data: string[] };
    expect(seen.env).toContain('PATH');
    expect(seen.env).not.toContain('TOKEN_OF_THE_SERVER');
    const isHidden = isolation === 'bwrap';
    expect(seen.data).toEqual(
      isHidden ? ['environments'] : expect.arrayContaining(['control', 'environments']),
    );
  });

  it('are installed from an index that is a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scriptorium-index-'));
    const settings = { PYTHON_INDEX_URL: index.writeTo(folder), EXECUTION_ISOLATION: isolation };
    const other = await startTestApp({ settings });
    try {
      const fields = { code: `import shout\nprint(shout.shout('a'))`, dependencies: ['shout'] };
      const script = await newScript(other.api, fields);
      const execution = await ended(other, (await execute(other, script.id)).id, 40_000);
      expect(execution).toMatchObject({ status: 'success', output: 'A\n' });
    } finally {
      await other.close();
      rmSync(folder, { recursive: true });
    }
  });
});
