import { INSTALLATION_SENTENCES } from './cause-sentences/installations.js';
import { ISOLATION_SENTENCES } from './cause-sentences/isolation.js';
import { LAUNCH_SENTENCES } from './cause-sentences/launches.js';
import { RESULT_SENTENCES } from './cause-sentences/results.js';

/**
 * Why something did not work that nobody waits for, so that the reason is kept or shown later, and how it is said in
 * English. Whoever says it in another language goes by the key and by what the function is given.
 */
const SENTENCES = {
  ...LAUNCH_SENTENCES,
  ...RESULT_SENTENCES,
  ...INSTALLATION_SENTENCES,
  ...ISOLATION_SENTENCES,
} as const;

type Sentences = typeof SENTENCES;

export type CauseCode = keyof Sentences;

export const CAUSE_CODES = Object.keys(SENTENCES) as CauseCode[];

/** Why something did not work. */
export interface Cause {
  readonly code: CauseCode;
  /** What the sentence names: a path, a number, or the own words of a program. */
  readonly values: Readonly<Record<string, string>>;
}

/** A cause together with what has to be known of it. */
export function because<C extends CauseCode>(
  code: C,
  ...[values]: Parameters<Sentences[C]>
): Cause {
  return { code, values: values ?? {} };
}

/** A cause in English. */
export function sentenceOf({ code, values }: Cause): string {
  const say: (values: never) => string = SENTENCES[code];
  // `because` has seen to it that the values are those of the code
  return say(values as never);
}
