import { DestroyRef, inject, Injectable, signal, type Signal } from '@angular/core';

/** The time as signals, so that "3 minutes ago" stays true while the page is open. */
@Injectable({ providedIn: 'root' })
export class Now {
  private readonly destroyRef = inject(DestroyRef);
  private slow: Signal<number> | undefined;
  private fast: Signal<number> | undefined;

  /** Milliseconds since 1970, renewed every 15 s: for ages. */
  everyQuarterMinute(): number {
    return (this.slow ??= this.tick(15_000))();
  }

  /** Milliseconds since 1970, renewed every second: for what runs now. */
  everySecond(): number {
    return (this.fast ??= this.tick(1_000))();
  }

  private tick(intervalMs: number): Signal<number> {
    const time = signal(Date.now());
    const timer = setInterval(() => time.set(Date.now()), intervalMs);
    this.destroyRef.onDestroy(() => clearInterval(timer));
    return time;
  }
}
