import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../config/server-config.js';
import { because, type Cause } from '../runner/causes.js';
import { realPathOf } from '../runner/real-path.js';
import { InvalidInputError } from '../shared/errors/domain-error.js';
import { isWithin } from '../shared/path-within.js';
import { at, problem } from '../shared/problems/problem.js';

/** Which folders outside of their space an administrator lets runs read. */
@Injectable()
export class ReadableFolders {
  constructor(private readonly config: ServerConfig) {}

  /** @throws InvalidInputError that names `readable_folders` and what is allowed */
  assertAllowed(folders: readonly string[]): void {
    const refused = folders.filter((folder) => !this.isAllowed(folder));
    if (!refused.length) return;
    const names = refused.join(', ');
    const allowed = this.allowed().join(', ');
    const what = allowed
      ? problem('FOLDERS_FORBIDDEN', { folders: names, allowed })
      : problem('NO_FOLDERS_ALLOWED', { folders: names });
    throw new InvalidInputError([at('readable_folders', what)]);
  }

  /**
   * Why a run must not be shown folders that a script was allowed at some time; null when it may. Links are followed:
   * they must not lead out of what is allowed.
   */
  objection(folders: readonly string[]): Cause | null {
    for (const folder of folders) {
      const target = realPathOf(folder);
      if (target === null) return because('folder_absent', { folder });
      if (!this.isAllowed(folder)) return because('folder_forbidden', { folder });
      const isInside = this.allowed().some((one) => isWithin(target, realPathOf(one) ?? one));
      if (!isInside) return because('folder_leads_out', { folder });
    }
    return null;
  }

  private isAllowed(folder: string): boolean {
    return this.allowed().some((one) => isWithin(folder, one));
  }

  private allowed(): string[] {
    return this.config.READABLE_FOLDERS.map((folder) => folder.replace(/(?<=.)\/+$/, ''));
  }
}
