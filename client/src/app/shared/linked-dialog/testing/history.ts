import { TestBed } from '@angular/core/testing';
import { NavigationEnd, Router } from '@angular/router';
import { filter, firstValueFrom } from 'rxjs';

/**
 * For tests with `provideLocationMocks()`: lets the router follow steps in the history, as it does in a browser once it has
 * shown its first page.
 * @returns resolves once the router has arrived at `url`, which takes a turn of the event loop
 */
export function followHistory(): (url: string) => Promise<void> {
  const router = TestBed.inject(Router);
  router.setUpLocationChangeListener();
  return async (url) => {
    if (router.url === url) return;
    await firstValueFrom(
      router.events.pipe(filter((event) => event instanceof NavigationEnd && router.url === url)),
    );
  };
}
