import { Injectable } from '@nestjs/common';
import { filter, type Observable, Subject } from 'rxjs';

/** Says that something about executions changed; whoever cares reads the facts itself. */
@Injectable()
export class ExecutionEvents {
  private readonly changes = new Subject<number>();
  private readonly queueMoves = new Subject<void>();

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

  get queueMoved(): Observable<void> {
    return this.queueMoves;
  }
}
