import { Clock } from '../../src/shared/time/clock.js';

/** The real time until a test sets it; then it stands still. */
export class SettableClock extends Clock {
  private fixed: Date | null = null;

  override now(): Date {
    return this.fixed ? new Date(this.fixed) : super.now();
  }

  set(instant: string): void {
    this.fixed = new Date(instant);
  }
}
