import { signal } from '@angular/core';
import { LogBuffer, type LogSnapshot } from './log-buffer';
import type { LogEvent } from './log-line';

/** While a log floods in, it is drawn this often at most: faster than anyone reads, and other work gets its turn. */
const drawEveryMs = 50;

/** A log that grows while it is looked at: what arrives is shown with the next frame, in a flood 20 times a second. */
export class LiveLog {
  private readonly buffer = new LogBuffer();
  private isDue = false;
  private lastDrawn = -Infinity;
  private readonly current = signal<LogSnapshot>(this.buffer.snapshot());

  readonly snapshot = this.current.asReadonly();

  append(event: LogEvent): void {
    this.buffer.append(event);
    this.showSoon();
  }

  /** @param bytes how much the server left out, because this reader was too slow */
  appendSkipped(bytes: number): void {
    this.buffer.appendSkipped(bytes);
    this.showSoon();
  }

  /** @param number of the first line that comes: those before stay on the server */
  startAt(number: number): void {
    this.buffer.startAt(number);
    this.showSoon();
  }

  /** Whether something in the middle was left out. */
  get hasGap(): boolean {
    return !this.buffer.hasExactNumbers;
  }

  clear(): void {
    this.buffer.clear();
    this.showSoon();
  }

  private showSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    const wait = this.lastDrawn + drawEveryMs - performance.now();
    if (wait > 0) setTimeout(() => this.show(), wait);
    else this.show();
  }

  private show(): void {
    requestAnimationFrame((now) => {
      this.isDue = false;
      this.lastDrawn = now;
      this.current.set(this.buffer.snapshot());
    });
  }
}
