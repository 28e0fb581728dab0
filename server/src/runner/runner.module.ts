import { join } from 'node:path';
import { Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { Runner } from './runner.js';

/** Opens the engine before anything is started with it, and lets go of it at shutdown; runs go on. */
@Module({
  providers: [
    {
      provide: Runner,
      inject: [ServerConfig],
      useFactory: async (config: ServerConfig) => {
        const runner = new Runner({
          controlDirectory: join(config.DATA_DIR, 'control'),
          spacesDirectory: config.EXECUTION_SPACES_DIR,
          isolation: config.EXECUTION_ISOLATION,
          interpreters: { python: config.PYTHON_EXECUTABLE, javascript: config.NODE_EXECUTABLE },
          logger: new Logger(Runner.name),
        });
        await runner.open();
        return runner;
      },
    },
  ],
  exports: [Runner],
})
export class RunnerModule implements OnApplicationShutdown {
  constructor(@Inject(Runner) private readonly runner: Runner) {}

  async onApplicationShutdown(): Promise<void> {
    await this.runner.close();
  }
}
