import { effect, type ResourceRef } from '@angular/core';

/** How often something that is being installed is looked at again, in milliseconds. */
const INTERVAL_MS = 1_500;

/** Reads a resource again and again while what it holds is not final. To be called in an injection context. */
export function reloadWhile<Value>(
  resource: ResourceRef<Value | undefined>,
  isPending: (value: Value) => boolean,
): void {
  effect((onCleanup) => {
    if (!resource.hasValue() || !isPending(resource.value())) return;
    const timer = setTimeout(() => resource.reload(), INTERVAL_MS);
    onCleanup(() => clearTimeout(timer));
  });
}
