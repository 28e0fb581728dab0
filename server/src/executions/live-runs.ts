import { Injectable } from '@nestjs/common';
import type { Run } from '../runner/runner.js';

/** The runs that this process watches, by execution id. */
@Injectable()
export class LiveRuns {
  private readonly runs = new Map<number, Run>();

  add(run: Run): void {
    this.runs.set(run.id, run);
  }

  get(executionId: number): Run | undefined {
    return this.runs.get(executionId);
  }

  remove(executionId: number): void {
    this.runs.delete(executionId);
  }
}
