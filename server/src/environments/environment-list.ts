import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../shared/time/clock.js';
import { Environment } from './environment.entity.js';
import type { EnvironmentRecipe } from './environment-key.js';
import { EnvironmentState } from './environment-state.js';

/** How far the time of the last use may be behind in the database, in milliseconds. */
const USE_RESOLUTION_MS = 60_000;

/** The rows of environments, kept in memory: every start of a run with dependencies looks at them. Only this class writes them. */
@Injectable()
export class EnvironmentList {
  private rows: Promise<Environment[]> | null = null;

  constructor(
    @InjectRepository(Environment) private readonly environments: Repository<Environment>,
    private readonly clock: Clock,
  ) {}

  /** In the order in which they were first needed. */
  all(): Promise<Environment[]> {
    this.rows ??= this.environments.find({ order: { id: 'ASC' } }).catch((error: unknown) => {
      this.rows = null;
      throw error;
    });
    return this.rows;
  }

  async find(id: number): Promise<Environment | undefined> {
    return (await this.all()).find((row) => row.id === id);
  }

  async withKey(key: string): Promise<Environment | undefined> {
    return (await this.all()).find((row) => row.key === key);
  }

  /** The row of an environment that is about to be installed, for the first time or again. */
  async begin(key: string, { interpreter, requirements }: EnvironmentRecipe): Promise<Environment> {
    const now = this.clock.now();
    const known = await this.withKey(key);
    if (known) return this.change(known, { state: EnvironmentState.Building, lastUsedAt: now });
    const row = await this.environments.save(
      this.environments.create({
        key,
        language: interpreter.language,
        interpreterPath: interpreter.path,
        interpreterPrefix: interpreter.prefix,
        interpreterVersion: interpreter.version,
        requirements: [...requirements],
        state: EnvironmentState.Building,
        folder: null,
        bytes: null,
        packages: null,
        error: null,
        cause: null,
        createdAt: now,
        builtAt: null,
        lastUsedAt: now,
      }),
    );
    (await this.all()).push(row);
    return row;
  }

  /** @returns the row, which says now what the database says */
  async change(row: Environment, fields: Partial<Environment>): Promise<Environment> {
    await this.environments.update(row.id, fields);
    return Object.assign(row, fields);
  }

  /** Notes that a run uses it now. Costs a write a minute at most. */
  async touch(row: Environment): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - row.lastUsedAt.getTime() < USE_RESOLUTION_MS) return;
    await this.change(row, { lastUsedAt: now });
  }

  async delete({ id }: Environment): Promise<void> {
    await this.environments.delete({ id });
    const rows = await this.all();
    this.rows = Promise.resolve(rows.filter((row) => row.id !== id));
  }
}
