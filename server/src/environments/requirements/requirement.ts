import { problem, type Problem } from '../../shared/problems/problem.js';

/** One thing that a script needs, as an installer understands it. */
export interface Requirement {
  /** The package's name as its index spells it: equal for two spellings of one package. */
  readonly name: string;
  /** The whole requirement in one spelling, so that what means the same has the same text. */
  readonly text: string;
}

/** A text that is no requirement, and what would be right. */
export interface RequirementProblem {
  readonly problem: Problem;
}

/** Where a package would come from if it were not the index: a path, an address, a repository. */
const ELSEWHERE = /^[./~]|:\/\/|^(git|file|http|https|ssh):|\s@\s|^[\w.-]+@(git|file|https?):/;

/** Why a text is refused whatever the language, or null: a package comes from the index, without options. */
export function foreignProblem(text: string, example: string): RequirementProblem | null {
  if (text.startsWith('-')) return { problem: problem('REQUIREMENT_IS_OPTION', { text, example }) };
  if (ELSEWHERE.test(text))
    return { problem: problem('REQUIREMENT_IS_ADDRESS', { text, example }) };
  return null;
}
