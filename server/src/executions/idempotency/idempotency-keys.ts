import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, LessThan, Repository } from 'typeorm';
import { Clock } from '../../shared/time/clock.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/** How long a key stands for its request, in milliseconds. */
const LIFETIME_MS = 24 * 3_600_000;
/** How often old keys are removed, in milliseconds. */
const CLEANING_INTERVAL_MS = 3_600_000;
/** Keys removed before other work gets a turn. */
const CLEANING_BATCH = 500;

/** The rows of keys; a unique index decides between requests that come at the same time. */
@Injectable()
export class IdempotencyKeys {
  private readonly logger = new Logger(IdempotencyKeys.name);

  constructor(
    @InjectRepository(IdempotencyKey) private readonly keys: Repository<IdempotencyKey>,
    private readonly clock: Clock,
  ) {}

  /** Null also for a key that is too old, which may be added anew. */
  async find(scriptId: number, key: string): Promise<IdempotencyKey | null> {
    const found = await this.keys.findOneBy({ scriptId, key });
    if (!found || found.createdAt >= this.oldest()) return found;
    await this.keys.delete({ id: found.id });
    return null;
  }

  /** @throws QueryFailedError when the script has such a key */
  async add(manager: EntityManager, key: Omit<IdempotencyKey, 'id' | 'createdAt'>): Promise<void> {
    await manager.insert(IdempotencyKey, { ...key, createdAt: this.clock.now() });
  }

  @Interval(CLEANING_INTERVAL_MS)
  async removeOld(): Promise<void> {
    try {
      while ((await this.removeSome()) === CLEANING_BATCH);
    } catch (error) {
      // the database is out of reach for now: the next turn comes
      this.logger.warn('Old idempotency keys could not be removed', error);
    }
  }

  private async removeSome(): Promise<number> {
    const where = { createdAt: LessThan(this.oldest()) };
    const old = await this.keys.find({ select: { id: true }, where, take: CLEANING_BATCH });
    if (old.length) await this.keys.delete({ id: In(old.map(({ id }) => id)) });
    return old.length;
  }

  private oldest(): Date {
    return new Date(this.clock.now().getTime() - LIFETIME_MS);
  }
}
