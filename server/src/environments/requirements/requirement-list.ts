import type { ScriptLanguage } from '../../runner/run.types.js';
import { at, type FieldProblem, type Problem, problem } from '../../shared/problems/problem.js';
import { npmRequirement } from './npm-requirement.js';
import { pythonRequirement } from './python-requirement.js';

const READERS = { python: pythonRequirement, javascript: npmRequirement };

/** A script's dependencies as they are understood. */
export interface RequirementList {
  /** By field: `dependencies.0`. A list that an older server stored may have some. */
  readonly problems: FieldProblem[];
  /** In one spelling and order, so that lists that mean the same are equal; without what has a problem. */
  readonly requirements: string[];
}

export function readRequirements(language: ScriptLanguage, list: string[]): RequirementList {
  const problems: FieldProblem[] = [];
  const requirements: string[] = [];
  const seen = new Map<string, string>();
  list.forEach((text, index) => {
    const refuse = (what: Problem) => problems.push(at(`dependencies.${index}`, what));
    const read = READERS[language](text);
    if ('problem' in read) return refuse(read.problem);
    const twin = seen.get(read.name);
    if (twin !== undefined) return refuse(problem('REQUIREMENT_TWICE', { text, twin }));
    seen.set(read.name, text);
    return requirements.push(read.text);
  });
  return { problems, requirements: requirements.sort() };
}

/** What is wrong with a script's dependencies, by field: `dependencies.0`. */
export const requirementProblems = (language: ScriptLanguage, list: string[]): FieldProblem[] =>
  readRequirements(language, list).problems;
