import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMembers } from '../src/runner/process-table.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { PackageIndex } from './support/package-index.js';
import { type ServerProcess, startServerProcess } from './support/server-process.js';

// two installations, and two starts of the server
jest.setTimeout(90_000);

const LANGUAGES = [
  ['python', 'shout', `import shout\nprint(shout.mark)`],
  ['javascript', 'shout', `console.log(require('shout').mark)`],
] as const;

describe.each(['bwrap', 'plain'])(
  'a server killed while it installs, isolation %s',
  (isolation) => {
    let index: PackageIndex;
    let directory: string;
    let server: ServerProcess | undefined;

    beforeAll(async () => {
      index = await PackageIndex.start();
      index.addWheel({ name: 'shout', version: '1.0', code: `mark = '!'\n` });
      index.addPackage({ name: 'shout', version: '1.0.0', code: `exports.mark = '!';` });
    });
    afterAll(() => index.close());
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'scriptorium-recovery-'));
    });
    afterEach(async () => {
      await server?.stop();
      await rm(directory, { recursive: true, force: true });
    });

    const start = async (): Promise<ServerProcess> => {
      const settings = { ...index.settings, EXECUTION_ISOLATION: isolation };
      return (server = await startServerProcess(directory, settings));
    };
    const folders = () => {
      const names = readdirSync(join(directory, 'data', 'environments'));
      return names.filter((name) => !name.endsWith('.log'));
    };
    const processesOf = (folder: string) =>
      findMembers({ mark: folder, session: null, uid: null, except: null, above: 0 });

    it.each(LANGUAGES)('is followed by one that installs for %s anew', async (type, name, code) => {
      const first = await start();
      const release = index.hold();
      try {
        const script = await newScript(first.api, { code, type, dependencies: [name] });
        const asked = index.requests.length;
        const launched = await first.api.post(`/api/scripts/${script.id}/execute`).send({});
        const { id } = launched.body.data as { id: number };
        await eventually('the installer asks the index', () => index.requests.length > asked);
        const [left = ''] = folders();
        expect(await processesOf(left)).not.toEqual([]);
        await first.kill();

        const second = await start();
        expect(await processesOf(left)).toEqual([]);
        expect(folders()).not.toContain(left);
        const facts = async () => (await second.api.get(`/api/executions/${id}`)).body.data;
        expect(await facts()).toMatchObject({ status: 'pending' });
        release();
        const ended = await eventually(
          'the run has ended',
          async () => {
            const execution = await facts();
            return execution.end_time !== null && execution;
          },
          40_000,
        );
        expect(ended).toMatchObject({ status: 'success', output: '!\n' });
        expect(folders()).toHaveLength(1);
        const log = await second.api.get(`/api/executions/${id}/logs?stream=install`).expect(200);
        // the log of the installation that succeeded, and nothing of the one before
        expect(log.body.data.text.match(/Installing for/g)).toHaveLength(1);
      } finally {
        release();
      }
    });
  },
);
