import { Injectable } from '@nestjs/common';
import { auditTime, filter, type Observable, share, Subject } from 'rxjs';

/** How often those who wait hear that the queue moved, in milliseconds. */
const QUEUE_NEWS_MS = 1_000;

/** Says that something about executions changed; whoever cares reads the facts itself. */
@Injectable()
export class ExecutionEvents {
  private readonly changes = new Subject<number>();
  private readonly queueMoves = new Subject<void>();

  /** Emits at most once a second, however fast the queue moves. */
  readonly queueMoved: Observable<void> = this.queueMoves.pipe(auditTime(QUEUE_NEWS_MS), share());

  /** The status of an execution changed, or a claimed one has started. */
  announceChange(executionId: number): void {
    this.changes.next(executionId);
  }

  /** Places in the queue changed. */
  announceQueueMove(): void {
    this.queueMoves.next();
  }

  changesOf(executionId: number): Observable<number> {
    return this.changes.pipe(filter((id) => id === executionId));
  }
}
