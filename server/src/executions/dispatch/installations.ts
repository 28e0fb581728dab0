import { Injectable, Logger } from '@nestjs/common';
import type { EnvironmentBuild } from '../../environments/environment-build.js';
import type { InstallLog } from '../../environments/install/install-log.js';
import { ControlFolder } from '../../runner/control-folder.js';
import { Runner } from '../../runner/runner.js';
import { Clock } from '../../shared/time/clock.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionsRepository, type InstallTimes } from '../executions.repository.js';

interface Waiting {
  readonly build: EnvironmentBuild;
  readonly leave: () => void;
}

/** Executions of this process that wait for their dependencies, with what is being installed for them. */
@Injectable()
export class Installations {
  private readonly logger = new Logger(Installations.name);
  private readonly waiting = new Map<number, Waiting>();

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly runner: Runner,
    private readonly clock: Clock,
  ) {}

  get count(): number {
    return this.waiting.size;
  }

  /** Lets an execution wait for an installation, whose log becomes a part of its own. */
  add(executionId: number, build: EnvironmentBuild): void {
    this.waiting.set(executionId, { build, leave: build.join() });
    try {
      new ControlFolder(this.runner.controlOf(executionId)).linkInstallLog(build.log.path);
    } catch (error) {
      // The disk is full, or the folders lie on two of them: the log is with the environment all the same.
      this.logger.warn('The log of an installation could not be linked', {
        executionId,
        error: String(error),
      });
    }
  }

  /** Writes that the wait has begun. @param execution the caller's copy; says what the row says afterwards */
  storeStart(execution: Execution): Promise<void> {
    return this.storeTimes(execution, { installStartTime: this.clock.now(), installEndTime: null });
  }

  /** Writes that what it waited for is there. @param execution the caller's copy */
  storeEnd(execution: Execution): Promise<void> {
    const { installStartTime } = execution;
    return this.storeTimes(execution, { installStartTime, installEndTime: this.clock.now() });
  }

  logOf(executionId: number): InstallLog | undefined {
    return this.waiting.get(executionId)?.build.log;
  }

  /** Lets an execution wait no longer. @returns whether it did */
  remove(executionId: number): boolean {
    this.waiting.get(executionId)?.leave();
    return this.waiting.delete(executionId);
  }

  private async storeTimes(execution: Execution, times: InstallTimes): Promise<void> {
    Object.assign(execution, times);
    try {
      await this.executions.storeInstallTimes(execution.id, times);
    } catch (error) {
      // The database is busy or closed: people see less of this run, which goes on all the same.
      this.logger.warn('The times of an installation could not be stored', {
        executionId: execution.id,
        error: String(error),
      });
    }
  }
}
