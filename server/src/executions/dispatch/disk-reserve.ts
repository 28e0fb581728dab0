import { statfsSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { ServerConfig } from '../../config/server-config.js';
import type { Obstacle } from './waiting-queue.js';

const MIB = 1_048_576;
/** How long one look at the disk is believed, in milliseconds. */
const FRESH_MS = 1_000;

/** Keeps the last free bytes of the disk for the server: below the reserve no run may start. */
@Injectable()
export class DiskReserve {
  private lookedAt = -Infinity;
  private answer: Obstacle | null = null;

  constructor(private readonly config: ServerConfig) {}

  /** Why nothing may start; null when there is room. */
  obstacle(): Obstacle | null {
    if (performance.now() - this.lookedAt > FRESH_MS) {
      this.answer = this.look();
      this.lookedAt = performance.now();
    }
    return this.answer;
  }

  private look(): Obstacle | null {
    try {
      const { bavail, bsize } = statfsSync(this.config.EXECUTION_SPACES_DIR);
      return this.judge(bavail * bsize);
    } catch {
      // removed or unmounted while the server runs: whoever waits must be told, and nothing can be started anyway
      const waitingFor =
        'The folder of the execution spaces cannot be read. Make it available again (EXECUTION_SPACES_DIR).';
      return { reason: 'no_spaces', waitingFor, behind: [] };
    }
  }

  private judge(free: number): Obstacle | null {
    const reserve = this.config.DISK_RESERVE_BYTES;
    if (free >= reserve) return null;
    const waitingFor = `The disk has only ${Math.floor(free / MIB)} MiB free; nothing starts below ${Math.ceil(reserve / MIB)} MiB. Delete old executions or other files.`;
    return { reason: 'disk_full', waitingFor, behind: [] };
  }
}
