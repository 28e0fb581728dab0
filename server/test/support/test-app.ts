import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { setUp } from '../../src/app.setup.js';
import { readConfig, ServerConfig } from '../../src/config/server-config.js';
import { ServerLogger } from '../../src/shared/server-logger.js';
import { Clock } from '../../src/shared/time/clock.js';
import { SettableClock } from './settable-clock.js';

export interface TestApp {
  app: NestExpressApplication;
  /** Asks the server over HTTP. */
  api: ReturnType<typeof request.agent>;
  /** `http://127.0.0.1:<port>`, for what supertest cannot do: streams. */
  url: string;
  clock: SettableClock;
  /** Temporary folder that holds the data and the execution spaces. */
  directory: string;
  close(): Promise<void>;
}

export interface TestAppOptions {
  settings?: Partial<Record<keyof ServerConfig, string>>;
  /** An earlier server's folder, to start again on its data. */
  directory?: string;
}

/**
 * The whole server on real migrations, a real runner and a port of its own, with its data in a temporary folder. The
 * database is a file there, so that a second server can be started on it.
 */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'scriptorium-test-')));
  // runs may have users of their own, who have to come by
  await chmod(directory, 0o711);
  const clock = new SettableClock();
  const config = readConfig({
    DATA_DIR: join(directory, 'data'),
    EXECUTION_SPACES_DIR: join(directory, 'execution_spaces'),
    PORT: '0',
    DISK_RESERVE_BYTES: '0',
    DEFAULT_TIMEZONE: 'UTC',
    INTERPRETER_DISCOVERY: 'false',
    WARM_POOL_SIZE: '0',
    ...options.settings,
  });
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(ServerConfig)
    .useValue(config)
    .overrideProvider(Clock)
    .useValue(clock)
    .setLogger(new ServerLogger('Test', { logLevels: ['error', 'fatal'] }))
    .compile();
  const app = setUp(
    module.createNestApplication<NestExpressApplication>({ forceCloseConnections: true }),
  );
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    api: request.agent(url),
    url,
    clock,
    directory,
    close: async () => {
      await app.close();
      if (!options.directory) await rm(directory, { recursive: true, force: true });
    },
  };
}
