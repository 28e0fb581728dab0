import { InjectionToken } from '@angular/core';

/** Safari does not tell when it is idle: by then a page has usually loaded, in milliseconds. */
const usualLoadMs = 3_000;

/** Does something once the browser has nothing else to do; what it returns gives it up. Replaced in tests. */
export const WHEN_IDLE = new InjectionToken<(run: () => void) => () => void>('WHEN_IDLE', {
  providedIn: 'root',
  factory: () => whenIdle,
});

function whenIdle(run: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const request = requestIdleCallback(run);
    return () => cancelIdleCallback(request);
  }
  const timer = setTimeout(run, usualLoadMs);
  return () => clearTimeout(timer);
}
