import { DestroyRef, DOCUMENT, inject, Injectable } from '@angular/core';

/** How long what was begun may take until it takes the focused element away. */
const watchMs = 10_000;

/** Keeps people who work by keyboard in the page when the element they were at goes away. */
@Injectable({ providedIn: 'root' })
export class FocusKeeper {
  private readonly document = inject(DOCUMENT);
  private stop: () => void = () => undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stop());
  }

  /** To be called when something begins that may remove or disable what has the focus: it goes to the page's content then. */
  watch(): void {
    this.stop();
    const observer = new MutationObserver(() => this.catchLost());
    const timer = setTimeout(() => this.stop(), watchMs);
    this.stop = () => {
      observer.disconnect();
      clearTimeout(timer);
    };
    const { body } = this.document;
    observer.observe(body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    this.catchLost();
  }

  private catchLost(): void {
    const { activeElement, body } = this.document;
    // a browser takes the focus from what is disabled, but only when it draws next
    const isLost = !activeElement || activeElement === body || activeElement.matches(':disabled');
    if (!isLost) return;
    this.stop();
    this.document.querySelector('main')?.focus({ preventScroll: true });
  }
}
