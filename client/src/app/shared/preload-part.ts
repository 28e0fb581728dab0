import { DestroyRef, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, first, startWith } from 'rxjs';
import { WHEN_IDLE } from './when-idle';

/**
 * Loads a part of the console that is not in the first load, once the first page is there and the browser has nothing else to
 * do: so it is there at once when it is needed, also while the server is away. To be called in a constructor or a field.
 * @param load a failure is left alone: what did not come now is loaded, and told about, when it is asked for
 */
export function preloadPart(load: () => Promise<unknown>): void {
  const destroyRef = inject(DestroyRef);
  const router = inject(Router);
  const whenIdle = inject(WHEN_IDLE);
  const hasArrived = router.events.pipe(
    filter((event) => event instanceof NavigationEnd),
    startWith(...(router.navigated ? [null] : [])),
    first(),
    takeUntilDestroyed(destroyRef),
  );
  hasArrived.subscribe(() => {
    destroyRef.onDestroy(whenIdle(() => void load().catch(() => undefined)));
  });
}
