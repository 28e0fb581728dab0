/**
 * Makes a wall clock with microseconds: `Date.now()` has milliseconds, and what `performance.timeOrigin` says drifts away
 * while a process lives.
 * @returns {() => number} milliseconds since the epoch
 */
export function wallClock() {
  const before = Date.now();
  let tick = before;
  while (tick === before) tick = Date.now();
  const offset = tick - performance.now();
  return () => performance.now() + offset;
}
