import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ServerConfig } from '../../config/server-config.js';

/** Where uploads wait for their execution: beside the spaces, so that moving a folder there is one rename. */
@Injectable()
export class IncomingFolder implements OnModuleInit {
  private readonly directory: string;

  constructor(config: ServerConfig) {
    this.directory = join(config.EXECUTION_SPACES_DIR, '.incoming');
  }

  /** Removes what a killed server has left. No request is under way before the start is complete. */
  async onModuleInit(): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    const stale = await readdir(this.directory);
    await Promise.all(
      stale.map((name) => rm(join(this.directory, name), { recursive: true, force: true })),
    );
  }

  /** Absolute path for a new staging folder, which does not exist yet. */
  newPath(): string {
    return join(this.directory, randomUUID());
  }
}
