import { Injectable } from '@nestjs/common';
import {
  filter,
  firstValueFrom,
  merge,
  type Observable,
  startWith,
  switchMap,
  takeUntil,
  timer,
} from 'rxjs';
import { ExecutionEvents } from './execution-events.js';
import { isFinal } from './execution-status.js';
import { ExecutionsRepository } from './executions.repository.js';

/** Lets a caller wait for the end of an execution, at the cost of a subscription and a timer. */
@Injectable()
export class ExecutionWaiter {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly events: ExecutionEvents,
  ) {}

  /**
   * Resolves when the execution has ended, or is deleted.
   * @param seconds wait no longer than this
   * @param gone emits when nobody waits any more
   */
  async untilEnded(id: number, seconds: number, gone: Observable<unknown>): Promise<void> {
    const ended = this.events.changesOf(id).pipe(
      // it may have ended already: the row is read while changes are listened to, so that none is missed
      startWith(null),
      switchMap(async (row) => row ?? (await this.executions.find(id))),
      filter((row) => row === null || isFinal(row.status)),
      takeUntil(merge(timer(seconds * 1_000), gone)),
    );
    await firstValueFrom(ended, { defaultValue: null });
  }
}
