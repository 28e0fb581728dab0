import { join } from 'node:path';
import {
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { ServerConfig } from '../config/server-config.js';
import { Runner } from './runner.js';

/** The first requests come first, in milliseconds. */
const WARM_UP_DELAY_MS = 1_000;

const WAITING_METRIC = 'scriptorium_waiting_interpreters';

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
          uids: config.uids,
          usual: { network: config.EXECUTION_NETWORK, resources: config.resources },
          usesGroups: config.EXECUTION_CGROUPS,
          niceness: config.EXECUTION_NICENESS,
          warmSlots: config.WARM_POOL_SIZE,
          logger: new Logger(Runner.name),
        });
        await runner.open();
        return runner;
      },
    },
  ],
  exports: [Runner],
})
export class RunnerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(Runner) private readonly runner: Runner) {}

  onApplicationBootstrap(): void {
    setTimeout(() => this.runner.warmUp(), WARM_UP_DELAY_MS).unref();
    const { runner } = this;
    // that of an earlier application of this process, as tests have it
    register.removeSingleMetric(WAITING_METRIC);
    new Gauge({
      name: WAITING_METRIC,
      help: 'Interpreters that were started ahead and are ready for a run.',
      collect() {
        this.set(runner.warmCount);
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runner.close();
  }
}
