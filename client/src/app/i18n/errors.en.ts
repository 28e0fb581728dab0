import type { ProblemCode } from '../api/models';

/** What the console says in its own words; the server speaks English itself. */
export default {
  EXECUTION_FINISHED: 'This run has ended already.',
  EXECUTION_NOT_FINISHED: 'This run has not ended yet: cancel it first.',
  EXECUTION_NOT_FOUND: 'There is no run {{id}}, or no longer.',
  SCRIPT_NOT_FOUND: 'This script does not exist, or no longer.',
  SCRIPT_VERSION_CONFLICT: 'Somebody saved this script after you opened it.',
  VERSION_NOT_FOUND: 'This version does not exist.',
} satisfies Partial<Record<ProblemCode, string>>;
