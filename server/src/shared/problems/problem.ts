import { EXECUTION_SENTENCES } from './sentences/executions.js';
import { REQUEST_SENTENCES } from './sentences/requests.js';
import { SCHEDULE_SENTENCES } from './sentences/schedules.js';
import { SCRIPT_SENTENCES } from './sentences/scripts.js';
import { SYSTEM_SENTENCES } from './sentences/system.js';

/**
 * Whatever can be wrong with a request, and how it is said in English: what is wrong and what would be right. Shown to
 * people, so none holds a secret or a path of the server. Whoever says it in another language goes by the key and by
 * what the function is given.
 */
const SENTENCES = {
  ...REQUEST_SENTENCES,
  ...SCRIPT_SENTENCES,
  ...EXECUTION_SENTENCES,
  ...SCHEDULE_SENTENCES,
  ...SYSTEM_SENTENCES,
} as const;

type Sentences = typeof SENTENCES;

export type ProblemCode = keyof Sentences;

export const PROBLEM_CODES = Object.keys(SENTENCES) as ProblemCode[];

/** One thing that is wrong. */
export interface Problem {
  readonly code: ProblemCode;
  /** What the sentence names: a name, a number, a bound. */
  readonly values: Readonly<Record<string, string | number>>;
  /** In English. */
  readonly message: string;
}

/** One wrong input: where it stands (`parameters.0.key`), what is wrong with it and what would be right. */
export interface FieldProblem extends Problem {
  readonly field: string;
}

/** Says that something is wrong. @param values what the sentence of the code asks for */
export function problem<C extends ProblemCode>(
  code: C,
  ...[values]: Parameters<Sentences[C]>
): Problem {
  const say: (values: never) => string = SENTENCES[code];
  // the parameters of this function have seen to it that the values are those of the code
  return { code, values: values ?? {}, message: say(values as never) };
}

/** Says where it is wrong; of a problem that tells a place already, the new one counts. */
export const at = (field: string, what: Problem): FieldProblem => ({ ...what, field });
