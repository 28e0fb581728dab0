import { linkedSignal, type Resource, type WritableSignal } from '@angular/core';

/**
 * The last value of a resource, kept while the next one is read or cannot be read, so that a page does not blink; undefined
 * before the first. What is set stands until then.
 */
export function lastValueOf<T>(resource: Resource<T | undefined>): WritableSignal<T | undefined> {
  return linkedSignal<T | undefined, T | undefined>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (value, previous) => value ?? previous?.value,
  });
}
