import { Injectable } from '@nestjs/common';
import type { ExecutionStatus } from '../../executions/execution-status.js';

/** One run as the list of scripts shows it. */
export interface ScriptRun {
  id: number;
  scriptId: number;
  status: ExecutionStatus;
  createdAt: Date;
  startTime: Date | null;
  endTime: Date | null;
}

/** What a room above knows of the runs of scripts. */
export interface RunSource {
  /**
   * The newest runs of each script, newest first.
   * @param perScript at most this many of each
   * @param scriptIds of these only; all scripts without it
   */
  recentRuns(perScript: number, scriptIds?: number[]): Promise<ScriptRun[]>;
}

/** What a room above knows of the times at which scripts will start. */
export interface TimeSource {
  /** The nearest planned time by script; scripts without one are left out. */
  nextTimes(scriptIds: number[]): Promise<Map<number, Date>>;
}

/** What happens to scripts in the rooms above, which register here, so that scripts need not know them. */
@Injectable()
export class ScriptActivity implements RunSource, TimeSource {
  private runs?: RunSource;
  private times?: TimeSource;

  registerRuns(source: RunSource): void {
    this.runs = source;
  }

  registerTimes(source: TimeSource): void {
    this.times = source;
  }

  async recentRuns(perScript: number, scriptIds?: number[]): Promise<ScriptRun[]> {
    if (scriptIds && !scriptIds.length) return [];
    return (await this.runs?.recentRuns(perScript, scriptIds)) ?? [];
  }

  async nextTimes(scriptIds: number[]): Promise<Map<number, Date>> {
    if (!scriptIds.length) return new Map();
    return (await this.times?.nextTimes(scriptIds)) ?? new Map<number, Date>();
  }
}
