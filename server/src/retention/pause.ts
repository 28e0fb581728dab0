import { setTimeout as wait } from 'node:timers/promises';

/** How long other work has the process to itself between two steps of clearing up, in milliseconds. */
const PAUSE_MS = 10;

/** Lets everything else go first: clearing up has all the time in the world. */
export async function pause(): Promise<void> {
  await wait(PAUSE_MS);
}
