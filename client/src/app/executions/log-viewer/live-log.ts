import { signal } from '@angular/core';
import { LogBuffer, type LogSnapshot } from './log-buffer';
import type { LogEvent } from './log-line';

/** A log that grows while it is looked at. What arrives becomes visible once per animation frame. */
export class LiveLog {
  private readonly buffer = new LogBuffer();
  private frame: number | null = null;
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

  clear(): void {
    this.buffer.clear();
    this.showSoon();
  }

  private showSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.current.set(this.buffer.snapshot());
    });
  }
}
