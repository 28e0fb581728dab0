import { Injectable } from '@nestjs/common';
import { auditTime, filter, map, type Observable, share, Subject } from 'rxjs';
import type { Execution } from './execution.entity.js';

interface ExecutionChange {
  id: number;
  row: Execution | null;
}

/** How often those who wait hear that the queue moved, in milliseconds. */
const QUEUE_NEWS_MS = 1_000;

/** Says that something about executions changed; whoever cares reads the facts itself. */
@Injectable()
export class ExecutionEvents {
  private readonly changes = new Subject<ExecutionChange>();
  private readonly queueMoves = new Subject<void>();

  /** Emits at most once a second, however fast the queue moves. */
  readonly queueMoved: Observable<void> = this.queueMoves.pipe(auditTime(QUEUE_NEWS_MS), share());

  /** Emits for every change of any execution. */
  readonly changed: Observable<void> = this.changes.pipe(map(() => undefined));

  /**
   * The status of an execution changed, or a claimed one has started.
   * @param row what the row says now, when the caller knows it: saves the others a look
   */
  announceChange(id: number, row: Execution | null = null): void {
    this.changes.next({ id, row });
  }

  /** Places in the queue changed. */
  announceQueueMove(): void {
    this.queueMoves.next();
  }

  /** Emits the row, or null when it has to be read. */
  changesOf(executionId: number): Observable<Execution | null> {
    return this.changes.pipe(
      filter(({ id }) => id === executionId),
      map(({ row }) => row),
    );
  }
}
