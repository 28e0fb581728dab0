import type { ActivatedRouteSnapshot, CanDeactivateFn } from '@angular/router';

/** A page that may hold edits. */
export interface Editing {
  /** Whether the page may go; asks the person when something would be lost. */
  canLeave(): boolean | Promise<boolean>;
}

/** Asks before edits are lost; changing the tab of the same script loses none. */
export const keepUnsavedChanges: CanDeactivateFn<Editing> = (page, current, _state, next) => {
  const target = deepest(next.root);
  const isSameScript =
    target.routeConfig === current.routeConfig && target.params['id'] === current.params['id'];
  return isSameScript || page.canLeave();
};

function deepest(route: ActivatedRouteSnapshot): ActivatedRouteSnapshot {
  return route.firstChild ? deepest(route.firstChild) : route;
}
