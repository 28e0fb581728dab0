import { Injectable, signal } from '@angular/core';

/** Whether the server answers, which decides about everything the console says of it. */
@Injectable({ providedIn: 'root' })
export class ServerReach {
  private readonly lost = signal(false);

  readonly isLost = this.lost.asReadonly();

  noticeAnswer(): void {
    this.lost.set(false);
  }

  noticeSilence(): void {
    this.lost.set(true);
  }
}
