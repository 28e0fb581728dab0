import { because } from './causes.js';
import type { ControlFolder } from './control-folder.js';
import { readTail, type Ending } from './outcome.js';
import type { IsolationLevel } from './run.types.js';

/** A signal that ended a process, as an exit code: 128 + its number. */
const FIRST_SIGNAL_CODE = 129;

export const LOST: Ending = { kind: 'lost', cause: because('recorder_gone') };

export const MACHINE_RESTARTED: Ending = { kind: 'lost', cause: because('machine_restarted') };

export const NEVER_SPAWNED: Ending = { kind: 'launch', cause: because('starter_gone') };

export const UNKILLABLE: Ending = { kind: 'lost', cause: because('not_ended') };

/** Where a run is that ended without a record. */
interface Unrecorded {
  readonly folder: ControlFolder;
  readonly isolation: IsolationLevel;
  /** Whether a start was recorded. */
  readonly hasStarted: boolean;
}

/** The reason is what was written to stderr last. */
export function launchFailure(folder: ControlFolder): Ending {
  const why = readTail(folder, 'stderr').trim().slice(-1000);
  const cause = why ? because('start_refused', { why }) : because('start_unexplained');
  return { kind: 'launch', cause };
}

/** How a run ended whose supervisor ended first. @param code of the supervisor */
export function endingAfter(code: number, { folder, isolation, hasStarted }: Unrecorded): Ending {
  if (code >= FIRST_SIGNAL_CODE || !folder.has('status')) return LOST;
  // bubblewrap records the end of every script it has started, so this is its own failure.
  const isOwnFailure = !hasStarted || (isolation === 'bwrap' && code > 0);
  return isOwnFailure ? launchFailure(folder) : LOST;
}

/** How a run ended whose supervisor is gone, and nobody knows how. */
export function endingUnseen(folder: ControlFolder, isolation: IsolationLevel): Ending {
  const isRefused = isolation === 'bwrap' && readTail(folder, 'stderr').startsWith('bwrap:');
  return isRefused ? launchFailure(folder) : LOST;
}
