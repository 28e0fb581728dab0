import { signal } from '@angular/core';

/** How near the end still is the end, in CSS pixels: one row. */
const tolerance = 20;
const keysUp = new Set(['ArrowUp', 'PageUp', 'Home']);

/** Whether the end is in sight. */
export function isAtEnd({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean {
  return scrollHeight - clientHeight - scrollTop <= tolerance;
}

/** Whether the end of a growing log is kept in sight: until the reader moves up, and again once back at the end. */
export class LogFollowing {
  private lastScrollTop = 0;
  private lastScrollHeight = 0;
  private readonly active = signal(true);

  readonly isActive = this.active.asReadonly();

  start(): void {
    this.active.set(true);
  }

  stop(): void {
    this.active.set(false);
  }

  moveToEnd(scroller: HTMLElement): void {
    scroller.scrollTop = scroller.scrollHeight;
    // Its own scroll event must not look like the reader's.
    this.lastScrollTop = scroller.scrollTop;
    this.lastScrollHeight = scroller.scrollHeight;
  }

  noticeScroll(scroller: HTMLElement): void {
    const { scrollTop, scrollHeight } = scroller;
    // rows that come or go move the place as well, and nobody has scrolled
    const isReaders = scrollHeight === this.lastScrollHeight;
    if (isAtEnd(scroller) && scrollTop > this.lastScrollTop) this.start();
    if (isReaders && !isAtEnd(scroller) && scrollTop < this.lastScrollTop) this.stop();
    this.lastScrollTop = scrollTop;
    this.lastScrollHeight = scrollHeight;
  }

  /** The wish to move up counts before it is carried out: a flood would undo the move meanwhile. */
  noticeInput(event: Event, scroller: HTMLElement): void {
    const isUp =
      (event instanceof WheelEvent && event.deltaY < 0) ||
      (event instanceof KeyboardEvent && keysUp.has(event.key)) ||
      event.type === 'touchmove';
    if (isUp && scroller.scrollTop > 0) this.stop();
  }
}
