import { Injectable, Logger } from '@nestjs/common';
import type { Environment } from '../../environments/environment.entity.js';
import { VersionsService } from '../../versions/versions.service.js';
import type { Execution } from '../execution.entity.js';

/** Keeps with each version what its dependencies were when it ran last. */
@Injectable()
export class VersionLocks {
  private readonly logger = new Logger(VersionLocks.name);
  /** Folder of the installation that is stored with a version, by `script:version`. */
  private readonly stored = new Map<string, string | null>();

  constructor(private readonly versions: VersionsService) {}

  /** Stores the packages of the environment that an execution uses, once for each installation; nobody waits for it. */
  keep({ scriptId, version }: Execution, environment: Environment): void {
    const key = `${scriptId}:${version}`;
    if (this.stored.get(key) === environment.folder) return;
    this.stored.set(key, environment.folder);
    const lock = {
      interpreterVersion: environment.interpreterVersion,
      packages: environment.packages ?? [],
      installedAt: (environment.builtAt ?? environment.createdAt).toISOString(),
    };
    this.versions.storeLock(scriptId, version, lock).catch((error: unknown) => {
      // the database is busy or closing: the next run tries again
      this.stored.delete(key);
      this.logger.warn('The lock of a version could not be stored', { error: String(error) });
    });
  }
}
