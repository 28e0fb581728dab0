import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { ServerConfig } from '../config/server-config.js';
import { Clock } from '../shared/time/clock.js';
import type { Environment } from './environment.entity.js';
import { EnvironmentsService } from './environments.service.js';

/** How long after the start the first look is: whoever starts the server wants to use it first. */
const START_MS = 60_000;
const INTERVAL_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** Removes environments that nothing has used for long, and the least used ones when all together are too large. */
@Injectable()
export class EnvironmentEviction implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EnvironmentEviction.name);
  private startTimer?: NodeJS.Timeout;
  private running: Promise<number> = Promise.resolve(0);

  constructor(
    private readonly environments: EnvironmentsService,
    private readonly config: ServerConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.startTimer = setTimeout(() => void this.evict(), START_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.startTimer);
    await this.running;
  }

  /** @returns how many environments were removed */
  @Interval(INTERVAL_MS)
  evict(): Promise<number> {
    this.running = this.running.then(() => this.attempt());
    return this.running;
  }

  private async attempt(): Promise<number> {
    try {
      await this.environments.removeReplaced();
      const removed = (await this.removeOld()) + (await this.removeSurplus());
      if (removed) this.logger.log('Environments removed', { removed });
      return removed;
    } catch (error) {
      // the disk or the database is busy: the next turn tries again
      this.logger.error('Environments could not be removed', error);
      return 0;
    }
  }

  private async removeOld(): Promise<number> {
    const { ENVIRONMENT_DAYS: days } = this.config;
    if (!days) return 0;
    const limit = this.clock.now().getTime() - days * DAY_MS;
    const old = (await this.leastUsed()).filter((row) => row.lastUsedAt.getTime() < limit);
    let removed = 0;
    for (const row of old) if (await this.environments.removeUnused(row)) removed++;
    return removed;
  }

  private async removeSurplus(): Promise<number> {
    const { ENVIRONMENT_BYTES: limit } = this.config;
    if (!limit) return 0;
    const rows = await this.leastUsed();
    let bytes = rows.reduce((sum, row) => sum + (row.bytes ?? 0), 0);
    let removed = 0;
    for (const row of rows) {
      if (bytes <= limit) break;
      if (!row.bytes || !(await this.environments.removeUnused(row))) continue;
      bytes -= row.bytes;
      removed++;
    }
    return removed;
  }

  private async leastUsed(): Promise<Environment[]> {
    const rows = await this.environments.all();
    return [...rows].sort((a, b) => a.lastUsedAt.getTime() - b.lastUsedAt.getTime());
  }
}
